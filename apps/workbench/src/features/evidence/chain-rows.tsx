import { useMutation } from '@tanstack/react-query'
import type { ChainAnchor } from '@zhengtong/platform/support/evidence/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { useSentence } from '../../parts/trouble.tsx'
import { words } from './words.ts'

/** A head of the log on the chain, checked there when asked. */
export function ChainRow({ anchor }: { anchor: ChainAnchor }) {
  const w = useWords(words)
  const format = useFormat()
  const sentence = useSentence()
  const check = useMutation({
    mutationFn: () => request<{ onChain: boolean; inLog: boolean }>(`/evidence/chain-anchors/${anchor.size}/check`, {}),
  })
  const holds = check.data?.onChain && check.data.inLog
  return (
    <li>
      <span className="grow">
        {w.head(anchor.size)}
        <br />
        <span className="soft">{[anchor.chain, w.block(anchor.block), format.instant(anchor.at)].join(' · ')}</span>
        {check.data && <p className={holds ? 'light--green' : 'light--red'}>{holds ? w.onChain : w.offChain}</p>}
        {check.error && <p className="light--red">{sentence(check.error)}</p>}
      </span>
      <Button
        size="small"
        loading={check.isPending}
        aria-label={`${w.check} ${anchor.size}`}
        onClick={() => check.mutate()}
      >
        {w.check}
      </Button>
    </li>
  )
}
