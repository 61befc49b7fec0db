import type { Design } from '@zhengtong/platform/support/designs/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Button } from 'antd'
import { useState } from 'react'
import { useSentence } from '../../parts/trouble.tsx'
import { CompareDialog } from './compare/compare-dialog.tsx'
import { words as compareWords } from './compare/words.ts'
import { useDesignVerbs } from './use-designs.ts'
import { words } from './words.ts'

/** The published versions, and the way back to an old one: its text becomes the draft. */
export function History({ design }: { design: Design }) {
  const w = useWords(words)
  const c = useWords(compareWords)
  const [compared, setCompared] = useState<number>()
  const format = useFormat()
  const sentence = useSentence()
  const { modal, message } = App.useApp()
  const { kind, key, versions } = design
  const { discard, begin } = useDesignVerbs(kind, key)
  if (versions.length === 0) return null
  const ask = (version: number) =>
    modal.confirm({
      ...{ title: w.goBackAsk(version), content: w.goBackHelp, okText: w.goBack, cancelText: w.cancel },
      onOk: () =>
        discard
          .mutateAsync()
          .then(() => begin.mutateAsync({ key, like: { key, version } }))
          .catch((error: unknown) => void message.error(sentence(error))),
    })
  return (
    <section className="pad flow" aria-labelledby="design-history">
      <h2 id="design-history">{w.history}</h2>
      <ul className="flow">
        {versions.map(({ version, validFrom, inForce, publishedBy, pack, reason }) => (
          <li key={version} className="line-row line-row--wrap">
            <b>{w.versionNo(version)}</b>
            <span>{w.since(format.day(validFrom))}</span>
            {inForce && <span className="pill">{w.now}</span>}
            <span className="soft grow">
              {publishedBy ? w.by(publishedBy) : w.fromPack(pack)}
              {reason && `：${reason}`}
            </span>
            <Button
              size="small"
              aria-label={`${c.compare} ${w.versionNo(version)}`}
              onClick={() => setCompared(version)}
            >
              {c.compare}
            </Button>
            <Button size="small" aria-label={`${w.goBack} ${w.versionNo(version)}`} onClick={() => ask(version)}>
              {w.goBack}
            </Button>
          </li>
        ))}
      </ul>
      {compared !== undefined && (
        <CompareDialog design={design} version={compared} onClose={() => setCompared(undefined)} />
      )}
    </section>
  )
}
