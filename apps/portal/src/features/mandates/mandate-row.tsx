import { Link } from '@tanstack/react-router'
import type { MandateView } from '@zhengtong/platform/support/identity/mandates/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { mandateWords } from './words.ts'

/** One mandate in a list: who for whom, in what, until when. */
export function MandateRow({ mandate }: { mandate: MandateView }) {
  const t = useWords(mandateWords)
  const format = useFormat()
  const acts = mandate.acts.map((act) => t.acts[act]).join(t.comma)
  return (
    <li className="demo-person">
      <div>
        <Link to="/me/mandates/$id" params={{ id: mandate.id }}>
          {t.to(mandate.agent.name, mandate.principal.name)}
        </Link>
        <p className="soft">
          {mandate.items?.map(({ name }) => name).join(t.comma) ?? t.all}
          {t.comma}
          {acts}
        </p>
        <p className="soft">{t.period(format.day(mandate.validFrom), format.day(mandate.validTo))}</p>
      </div>
      <span>{t.states[mandate.state]}</span>
    </li>
  )
}
