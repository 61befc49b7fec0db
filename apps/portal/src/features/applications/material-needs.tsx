import type { Application, MaterialNeed } from '@zhengtong/platform/nets/service/applications/contract.ts'
import { LinkButton } from '@zhengtong/ui/components/button.tsx'
import { Choice } from '@zhengtong/ui/components/field.tsx'
import { FilePicker } from '@zhengtong/ui/components/file-picker.tsx'
import { SourceChip, StateMark } from '@zhengtong/ui/components/marks.tsx'
import { TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { Section } from '@zhengtong/ui/components/surfaces.tsx'
import { formatSize } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { ListChecks, Upload } from 'lucide-react'
import { useState } from 'react'
import { Earlier } from './earlier.tsx'
import { ownMaterials } from './filling.ts'
import { Instead } from './instead.tsx'
import { useApplication } from './queries.ts'
import { applyWords } from './words.ts'

export function needId(key: string): string {
  return `need-${key}`
}

/** What is truly missing, to be handed in or confirmed; and what need not be, with where it comes from. */
export function MaterialNeeds({ application }: { application: Application }) {
  const t = useWords(applyWords)
  const pick = usePick()
  const free = application.materials.filter(({ submission }) => submission === 'shared' || submission === 'generated')
  return (
    <>
      {ownMaterials(application).map((need) => (
        <Need key={need.key} application={application} need={need} />
      ))}
      {free.length > 0 ? (
        <Section title={t.freeTitle}>
          <ul className="rows">
            {free.map((need) => (
              <li key={need.key} className="task">
                <span>{pick(need.name, need.nameEn)}</span>
                <FreeMark need={need} />
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </>
  )
}

/** 免提交, with where it came from; what a source did not answer is left to the office, never asked. */
function FreeMark({ need }: { need: MaterialNeed }) {
  const t = useWords(applyWords)
  const label = need.fetched?.sourceLabel ?? need.sourceLabel
  const { status } = need.fetched ?? {}
  if (!label) return <StateMark tone="good">{t.free}</StateMark>
  return (
    <span className="row row--wrap">
      {status === 'missing' || status === 'unavailable' ? (
        <StateMark tone="wait">{status === 'missing' ? t.notHeld : t.noAnswer}</StateMark>
      ) : status === 'found' ? (
        <StateMark tone="good">{t.fetched}</StateMark>
      ) : null}
      <SourceChip label={label} />
    </span>
  )
}

function Need({ application, need }: { application: Application; need: MaterialNeed }) {
  const t = useWords(applyWords)
  const pick = usePick()
  const name = pick(need.name, need.nameEn)
  const here = need.state === 'here'
  const isUpload = need.submission === 'upload'
  return (
    <section className="need" aria-labelledby={`${needId(need.key)}-name`}>
      <div className="task">
        <h2 id={`${needId(need.key)}-name`}>
          {name}
          {need.required ? null : <span className="soft">{t.optional}</span>}
        </h2>
        {need.state === 'promised' || need.state === 'follows' ? (
          <StateMark tone="good">{need.state === 'promised' ? t.promised : t.follows}</StateMark>
        ) : here ? (
          <StateMark tone="good">{isUpload ? t.uploaded : t.confirmed}</StateMark>
        ) : (
          <StateMark tone="work" icon={isUpload ? Upload : ListChecks}>
            {isUpload ? t.toUpload : t.toConfirm}
          </StateMark>
        )}
      </div>
      {need.help ? <p className="soft">{pick(need.help, need.helpEn)}</p> : null}
      <div className="card">
        {isUpload ? <UploadNeed application={application} need={need} name={name} /> : null}
        {isUpload ? null : <ConfirmNeed application={application} need={need} />}
        {isUpload && !need.file ? <Instead application={application} need={need} name={name} /> : null}
      </div>
    </section>
  )
}

type NeedProps = { application: Application; need: MaterialNeed }

function UploadNeed({ application, need, name }: NeedProps & { name: string }) {
  const t = useWords(applyWords)
  const { putMaterial, removeMaterial } = useApplication(application.id)
  const [failure, setFailure] = useState<unknown>()
  return (
    <>
      {need.file ? (
        <p className="file">
          <strong>{need.file.fileName}</strong>
          {need.file.from ? <span className="soft">{t.reusedFrom(need.file.from.caseNo)}</span> : null}
          <span className="soft">{formatSize(need.file.size)}</span>
          <LinkButton onClick={() => void removeMaterial(need.key).then(() => setFailure(undefined), setFailure)}>
            {t.removeFile}
            <span className="unseen"> {need.file.fileName}</span>
          </LinkButton>
        </p>
      ) : null}
      <FilePicker
        id={needId(need.key)}
        label={need.file ? t.replaceLabel(name) : t.uploadLabel(name)}
        onSend={(file, onProgress) => putMaterial(need.key, file, onProgress)}
      />
      {need.file ? null : <Earlier application={application} need={need} />}
      {failure ? <TroubleSaid error={failure} /> : null}
    </>
  )
}

function ConfirmNeed({ application, need }: NeedProps) {
  const t = useWords(applyWords)
  const { answer } = useApplication(application.id)
  // The box follows the finger at once, and goes back when the answer could not be kept.
  const [wanted, setWanted] = useState<boolean>()
  const [failure, setFailure] = useState<unknown>()
  const confirmed = application.materials
    .filter(({ submission, state }) => submission === 'confirm' && state === 'here')
    .map(({ key }) => key)
  const confirm = async (yes: boolean) => {
    setWanted(yes)
    setFailure(undefined)
    try {
      await answer({}, yes ? [...confirmed, need.key] : confirmed.filter((key) => key !== need.key))
    } catch (error) {
      setFailure(error)
    } finally {
      setWanted(undefined)
    }
  }
  return (
    <>
      <Choice
        type="checkbox"
        id={needId(need.key)}
        checked={wanted ?? need.state === 'here'}
        onChange={({ target }) => void confirm(target.checked)}
      >
        {t.confirmLabel}
      </Choice>
      {failure ? <TroubleSaid error={failure} /> : null}
    </>
  )
}
