import { Link, useParams } from '@tanstack/react-router'
import type { RegisterImport } from '@zhengtong/platform/support/register-imports/contract.ts'
import type { Register } from '@zhengtong/platform/support/registers/contract.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { FaultTable } from '../features/register-imports/fault-table.tsx'
import { MappingForm } from '../features/register-imports/mapping-form.tsx'
import { Summary } from '../features/register-imports/summary.tsx'
import { useImportFaults, useRegister, useRegisterImport } from '../features/register-imports/use-imports.ts'
import { words } from '../features/register-imports/words.ts'
import { Content } from '../parts/content.tsx'
import { More } from '../parts/more.tsx'
import { useTitle } from '../parts/title.ts'

/** One file on its way into a register: what its columns are, how far it is, and which lines were refused. */
export function RegisterImportPage() {
  const w = useWords(words)
  const pick = usePick()
  const { importId } = useParams({ from: '/work/register-imports/$importId' })
  const found = useRegisterImport(importId)
  const register = useRegister(found.data?.register)
  useTitle(found.data?.fileName)
  return (
    <Content whole of={found}>
      {(run) => (
        <Content whole of={register}>
          {(into) => (
            <>
              <div className="page-head">
                <div>
                  <ul className="crumb">
                    <li>
                      <Link to="/register-imports">{w.title}</Link>
                    </li>
                    <li>
                      <Link to="/registers/$key" params={{ key: into.key }}>
                        {pick(into.name, into.nameEn)}
                      </Link>
                    </li>
                  </ul>
                  <h1>{run.fileName}</h1>
                </div>
              </div>
              {run.state !== 'uploaded' && <Summary of={run} />}
              {(run.state === 'uploaded' || run.state === 'failed') && (
                <div className="pad">
                  <MappingForm key={run.state} of={run} register={into} />
                </div>
              )}
              {run.refused > 0 && <Faults run={run} register={into} />}
            </>
          )}
        </Content>
      )}
    </Content>
  )
}

function Faults({ run, register }: { run: RegisterImport; register: Register }) {
  const w = useWords(words)
  const faults = useImportFaults(run)
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className="list-box" tabIndex={0} aria-label={w.faults}>
        <Content of={faults.list}>{(list) => <FaultTable faults={list} register={register} />}</Content>
      </section>
      <More of={faults} />
    </>
  )
}
