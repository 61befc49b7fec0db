import { Link } from '@tanstack/react-router'
import type { OwnMaterial } from '@zhengtong/platform/nets/service/materials/contract.ts'
import { Acts, Button, LinkButton } from '@zhengtong/ui/components/button.tsx'
import { Dialog } from '@zhengtong/ui/components/dialog.tsx'
import { FieldFrame } from '@zhengtong/ui/components/field.tsx'
import { StateMark } from '@zhengtong/ui/components/marks.tsx'
import { TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { formatSize, useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { fileOf, useMaterials, type Whose } from './queries.ts'
import { materialWords } from './words.ts'

/** One file: where it was used, until when it holds good, and what may be done with it. */
export function MaterialRow({ material, whose }: { material: OwnMaterial; whose: Whose }) {
  const t = useWords(materialWords)
  const format = useFormat()
  const [asking, setAsking] = useState<'expiry' | 'delete'>()
  const { fileName, uses, expiresOn, expired, may } = material
  return (
    <li className="stack-8">
      <p>
        <strong>{fileName}</strong>{' '}
        <span className="soft">
          {formatSize(material.size)} · {t.trust[material.trust]} · {format.day(material.at)}
        </span>
      </p>
      {uses.length === 0 ? (
        <p className="soft">{t.notUsed}</p>
      ) : (
        <ul className="soft">
          {uses.map((use) => (
            <li key={`${use.caseId}-${use.name}-${use.version}`}>
              {t.usedIn}{' '}
              <Link to="/cases/$id" params={{ id: use.caseId }}>
                {t.used(use.itemName, use.caseNo)}
              </Link>
              {` · ${use.name}，${t.version(use.version, use.current)}`}
            </li>
          ))}
        </ul>
      )}
      {expiresOn ? (
        <p>
          <StateMark tone={expired ? 'danger' : 'soft'}>
            {expired ? t.expired : t.expires(format.day(expiresOn))}
          </StateMark>
        </p>
      ) : null}
      {asking === 'expiry' ? (
        <ExpiryForm material={material} whose={whose} onDone={() => setAsking(undefined)} />
      ) : (
        <p className="row row--wrap">
          <a href={fileOf(material, whose)} download={fileName}>
            {t.download}
            <span className="unseen"> {fileName}</span>
          </a>
          <LinkButton onClick={() => setAsking('expiry')}>
            {expiresOn ? t.changeExpiry : t.setExpiry}
            <span className="unseen"> {fileName}</span>
          </LinkButton>
          {may.includes('delete') ? (
            <LinkButton onClick={() => setAsking('delete')}>
              {t.remove}
              <span className="unseen"> {fileName}</span>
            </LinkButton>
          ) : (
            <span className="soft">{t.held}</span>
          )}
        </p>
      )}
      {asking === 'delete' ? (
        <DeleteDialog material={material} whose={whose} onDone={() => setAsking(undefined)} />
      ) : null}
    </li>
  )
}

function ExpiryForm({ material, whose, onDone }: { material: OwnMaterial; whose: Whose; onDone: () => void }) {
  const t = useWords(materialWords)
  const { setExpiry } = useMaterials(whose)
  const [day, setDay] = useState(material.expiresOn ?? '')
  const save = (expiresOn: string | null) => setExpiry.mutate({ id: material.id, expiresOn }, { onSuccess: onDone })
  const id = `expiry-${material.id}`
  return (
    <div>
      <FieldFrame id={id} label={t.expiry} frame="label">
        <input id={id} type="date" value={day} onChange={({ target }) => setDay(target.value)} />
      </FieldFrame>
      <Acts>
        <Button busy={setExpiry.isPending} onClick={() => (day ? save(day) : onDone())}>
          {t.save}
        </Button>
        {material.expiresOn ? <LinkButton onClick={() => save(null)}>{t.noExpiry}</LinkButton> : null}
        <LinkButton onClick={onDone}>{t.cancel}</LinkButton>
      </Acts>
      {setExpiry.isError ? <TroubleSaid error={setExpiry.error} /> : null}
    </div>
  )
}

function DeleteDialog({ material, whose, onDone }: { material: OwnMaterial; whose: Whose; onDone: () => void }) {
  const t = useWords(materialWords)
  const { remove } = useMaterials(whose)
  return (
    <Dialog title={t.removeAsk(material.fileName)} onClose={onDone}>
      <p>{t.removeText}</p>
      {remove.isError ? <TroubleSaid error={remove.error} /> : null}
      <Acts>
        <Button look="danger" busy={remove.isPending} onClick={() => remove.mutate(material.id, { onSuccess: onDone })}>
          {t.removeYes}
        </Button>
        <Button look="quiet" onClick={onDone}>
          {t.removeNo}
        </Button>
      </Acts>
    </Dialog>
  )
}
