import type { Rating, RatingVerb } from '@zhengtong/platform/nets/service/ratings/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Checkbox } from 'antd'
import { useState } from 'react'
import { ActDialog } from '../../parts/act-dialog.tsx'
import { words } from './words.ts'

/** One thing done about a bad rating, in words that are kept. */
export function RatingDialog({ rating, verb, onClose }: { rating: Rating; verb: RatingVerb; onClose: () => void }) {
  const w = useWords(words)
  const [reached, setReached] = useState(true)
  return (
    <ActDialog
      title={w.verb[verb]}
      confirm={w.send}
      back={w.back}
      path={`/ratings/${rating.id}/acts`}
      changes="ratings"
      bodyOf={(text) => ({ verb, text, ...(verb === 'call-back' ? { reached } : {}) })}
      done={w.done}
      reason={{ label: w.text, help: w.verbHelp[verb], fault: w.needText, least: 5, most: 1000 }}
      onClose={onClose}
    >
      {() => (
        <>
          <p>
            <b>{w.level[rating.level]}</b> · {rating.itemName}
          </p>
          {rating.text && <p className="soft">{rating.text}</p>}
          {verb === 'call-back' && (
            <Checkbox checked={reached} onChange={({ target }) => setReached(target.checked)}>
              {w.reached}
            </Checkbox>
          )}
        </>
      )}
    </ActDialog>
  )
}
