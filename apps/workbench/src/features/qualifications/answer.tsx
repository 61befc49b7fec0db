import type { CheckView } from '@zhengtong/platform/support/qualifications/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Note } from '../../parts/note.tsx'
import { StateWord } from '../../parts/state-word.tsx'
import { words } from './words.ts'

const tones = { yes: 'good', partly: 'wait', no: 'danger' } as const
export const lights = {
  met: 'green',
  unknown: 'yellow',
  unmet: 'red',
  yes: 'green',
  partly: 'yellow',
  no: 'red',
} as const

/** What a check came to: the answer, each requirement with its reason, and what was asked. */
export function Answer({ of }: { of: CheckView }) {
  const w = useWords(words)
  const pick = usePick()
  const format = useFormat()
  const labels = new Map(of.sources.map(({ name, label }) => [name, label]))
  return (
    <div className="flow">
      <Note tone={tones[of.answer]} alert>
        <strong>
          {pick(of.name, of.nameEn)} · {of.subject}：{w.answer[of.answer]}
        </strong>
        {of.answer === 'yes' ? null : <p>{w.caution}</p>}
      </Note>
      <table className="list list--cards">
        <caption className="unseen">{w.finding}</caption>
        <thead>
          <tr>
            <th scope="col">{w.finding}</th>
            <th scope="col">{w.result}</th>
            <th scope="col">{w.law}</th>
            <th scope="col">{w.source}</th>
          </tr>
        </thead>
        <tbody>
          {of.findings.map((each) => (
            <tr key={each.key}>
              <th scope="row" className="wide">
                {pick(each.name, each.nameEn)}
                {each.state === 'unmet' && <p className="soft">{pick(each.reason, each.reasonEn)}</p>}
                {each.state === 'unknown' && <p className="soft">{w.unknownHelp}</p>}
              </th>
              <td>
                <StateWord tone={lights[each.state]}>{w.state[each.state]}</StateWord>
              </td>
              <td className="wide">{each.basis}</td>
              <td className="wide">{each.from.map((name) => labels.get(name) ?? name).join('、')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        <strong>{w.sources}</strong>
      </p>
      <ul>
        {of.sources.map((each) => (
          <li key={each.name}>
            {each.label}：{w.status[each.status]}
            {each.version ? `（${w.version} ${each.version}）` : ''} · {format.instant(each.at)}
          </li>
        ))}
      </ul>
      <p className="soft">
        {of.by} · {of.purpose} · {of.basis}
        <br />
        {w.evidence} <a href={`/log/proof/${of.leafHash}`}>{of.leafHash.slice(0, 16)}…</a>
      </p>
    </div>
  )
}
