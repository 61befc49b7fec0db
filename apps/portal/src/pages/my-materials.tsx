import { useQuery } from '@tanstack/react-query'
import type { OwnMaterial } from '@zhengtong/platform/nets/service/materials/contract.ts'
import { FieldFrame } from '@zhengtong/ui/components/field.tsx'
import { FilePicker } from '@zhengtong/ui/components/file-picker.tsx'
import { Said, Skeleton, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { Section } from '@zhengtong/ui/components/surfaces.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { MaterialRow } from '../features/materials/material-row.tsx'
import { materialsQuery, useMaterials, type Whose } from '../features/materials/queries.ts'
import { materialWords } from '../features/materials/words.ts'
import { useMe } from '../features/sessions/queries.ts'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import { SignedIn } from '../shell/signed-in.tsx'

/** Every file I have handed in or keep for later, by what it is called. */
export function MyMaterialsPage() {
  const t = useWords(materialWords)
  return (
    <SignedIn>
      <Crumbs way={[]} here={t.title} />
      <div className="reading stack">
        <PageTitle>{t.title}</PageTitle>
        <p>{t.intro}</p>
        <Chosen />
      </div>
    </SignedIn>
  )
}

function Chosen() {
  const t = useWords(materialWords)
  const me = useMe()
  const [whose, setWhose] = useState<Whose>()
  const parties = (me.data?.mayActFor ?? []).filter(({ items, acts }) => !items && (!acts || acts.includes('apply')))
  return (
    <>
      {parties.length > 1 ? (
        <FieldFrame id="whose" label={t.whose} frame="label">
          <select
            id="whose"
            className="input"
            value={whose ?? ''}
            onChange={({ target }) => setWhose(target.value || undefined)}
          >
            {parties.map(({ partyId, name }, i) => (
              <option key={partyId} value={i === 0 ? '' : partyId}>
                {name}
              </option>
            ))}
          </select>
        </FieldFrame>
      ) : null}
      <Materials key={whose ?? ''} whose={whose} />
    </>
  )
}

function Materials({ whose }: { whose: Whose }) {
  const t = useWords(materialWords)
  const query = useQuery(materialsQuery(whose))
  const { keep } = useMaterials(whose)
  if (query.isPending) return <Skeleton blocks={3} />
  if (query.isError) return <TroubleSaid error={query.error} onRetry={() => void query.refetch()} />
  return (
    <>
      <FilePicker label={t.keep} onSend={keep} />
      {query.data.length === 0 ? (
        <Said>
          <h2>{t.none}</h2>
          <p>{t.noneText}</p>
        </Said>
      ) : null}
      {[...grouped(query.data)].map(([name, files]) => (
        <Section key={name} title={name}>
          {files.length > 1 ? <p className="soft">{t.copies(files.length)}</p> : null}
          <ul className="rows">
            {files.map((material) => (
              <MaterialRow key={material.id} material={material} whose={whose} />
            ))}
          </ul>
        </Section>
      ))}
    </>
  )
}

/** Files by what they are called: the versions of one material stand together. */
function grouped(materials: readonly OwnMaterial[]): Map<string, OwnMaterial[]> {
  const groups = new Map<string, OwnMaterial[]>()
  for (const material of materials) groups.set(material.name, [...(groups.get(material.name) ?? []), material])
  return groups
}
