import { useParams, useSearch } from '@tanstack/react-router'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { GitCompare } from 'lucide-react'
import { DiffTable } from '../features/items/diff-table.tsx'
import { useDifference, useItem } from '../features/items/use-items.ts'
import { words } from '../features/items/words.ts'
import { Blank } from '../parts/blank.tsx'
import { Content } from '../parts/content.tsx'
import { Pane } from '../parts/panes.tsx'

/** Two versions side by side; the draft with what it was begun from unless the address says others. */
export function ItemDiffPage() {
  const w = useWords(words)
  const { itemId } = useParams({ from: '/work/items/$itemId/diff' })
  const asked = useSearch({ from: '/work/items/$itemId/diff' })
  const { data } = useItem(itemId)
  const base = data?.draft ? (data.draft.basedOn ?? data.guide?.version) : undefined
  const from = asked.from ?? base?.toString()
  const to = asked.to ?? (base === undefined ? undefined : 'draft')
  const difference = useDifference(itemId, from, to)
  const name = (side: string) => (side === 'draft' ? w.draft : w.versionNo(Number(side)))
  if (!from || !to)
    return (
      <Blank icon={GitCompare} title={w.needsDraft}>
        <p>{w.needsDraftHelp}</p>
      </Blank>
    )
  return (
    <div className="panes">
      <Pane label={w.diffTitle(name(from), name(to))}>
        <div className="pane-head">
          <h2>{w.diffTitle(name(from), name(to))}</h2>
          <span className="soft">{difference.data && w.diffCount(difference.data.items.length)}</span>
        </div>
        <div className="list-box">
          <Content of={difference} rows={8}>
            {({ items }) =>
              items.length > 0 ? (
                <DiffTable differences={items} from={name(from)} to={name(to)} />
              ) : (
                <Blank icon={GitCompare} title={w.sameTitle}>
                  <p>{w.same}</p>
                </Blank>
              )
            }
          </Content>
        </div>
      </Pane>
      <Pane label={w.listTitle} width={320} className="only-wide diff-side">
        <div className="pane-head">
          <h2>{w.listTitle}</h2>
        </div>
        <div className="pane-body pad flow">
          <h3>{w.effect}</h3>
          <p>{w.effectText}</p>
          <h3>{w.updates}</h3>
          <p>{w.updatesText}</p>
          <h3>{w.canGoBack}</h3>
          <p>{w.canGoBackText}</p>
        </div>
      </Pane>
    </div>
  )
}
