import type { Application } from '@zhengtong/platform/nets/service/applications/contract.ts'
import { Choice } from '@zhengtong/ui/components/field.tsx'
import { Section } from '@zhengtong/ui/components/surfaces.tsx'
import { defineWords, useWords } from '@zhengtong/ui/i18n/words.ts'

export const consentWords = defineWords(
  {
    title: '您的同意和承诺',
    data: (department: string, sources: string) =>
      `我同意${department}为这次申请查看我在${sources}里的信息。每次查看都有记录，在“谁看过我的数据”里能看到。`,
    noData: (department: string) => `我同意${department}为这次申请使用我填的内容。`,
    true: '以上内容真实。我知道填假的会被撤销许可，并承担法律责任。',
    needData: '请勾选：同意查看为这次申请所需的信息',
    needTrue: '请勾选：承诺内容真实',
  },
  {
    title: 'Your consent and your word',
    data: (department: string, sources: string) =>
      `I agree that ${department} looks up my information in ${sources} for this application. Every look is recorded and shown under “Who has seen my data”.`,
    noData: (department: string) => `I agree that ${department} uses what I entered for this application.`,
    true: 'What I say above is true. I know that a licence got by false statements is revoked and that I answer for it.',
    needData: 'Tick the box: consent to look up what this application needs',
    needTrue: 'Tick the box: what you say is true',
  },
)

export type Consent = { data: boolean; true: boolean }

/** Consent in plain words: which offices' data are looked at, and that what is said is true. */
export function ConsentBoxes(props: {
  application: Application
  consent: Consent
  onChange: (consent: Consent) => void
}) {
  const { application, consent, onChange } = props
  const t = useWords(consentWords)
  const { departmentName } = application.item
  const sources = [
    ...new Set(
      application.facts
        .filter(({ source }) => source.startsWith('register/') || source.startsWith('credential/'))
        .map(({ sourceLabel }) => sourceLabel),
    ),
  ]
  return (
    <Section title={t.title}>
      <div className="card">
        <Choice
          type="checkbox"
          id="consent-data"
          checked={consent.data}
          onChange={({ target }) => onChange({ ...consent, data: target.checked })}
        >
          {sources.length > 0 ? t.data(departmentName, sources.join('、')) : t.noData(departmentName)}
        </Choice>
        <Choice
          type="checkbox"
          id="consent-true"
          checked={consent.true}
          onChange={({ target }) => onChange({ ...consent, true: target.checked })}
        >
          {t.true}
        </Choice>
      </div>
    </Section>
  )
}
