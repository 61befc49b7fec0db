import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { ItemHit } from '@zhengtong/platform/nets/service/items/contract.ts'
import { useLanguage } from '@zhengtong/ui/i18n/language.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { FileSearch } from 'lucide-react'
import { useState } from 'react'
import { CreateDialog } from '../features/items/create-dialog.tsx'
import { DraftTable } from '../features/items/draft-table.tsx'
import { options } from '../features/items/editor/options.ts'
import { ItemTable } from '../features/items/item-table.tsx'
import { words } from '../features/items/words.ts'
import { Blank } from '../parts/blank.tsx'
import { Choice } from '../parts/choice.tsx'
import { Content } from '../parts/content.tsx'
import { CopyAddress } from '../parts/copy-address.tsx'
import { More } from '../parts/more.tsx'
import { usePaged } from '../parts/paged.ts'
import { SearchBox } from '../parts/search-box.tsx'
import { useTitle } from '../parts/title.ts'
import { holdsAny, useMe } from '../session.ts'

/** Items as the portal finds them; item managers also see the drafts. */
export function ItemsPage() {
  const w = useWords(words)
  const { language } = useLanguage()
  const manages = holdsAny(useMe(), ['item-manager'])
  const { show, ...filter } = useSearch({ from: '/work/items' })
  const navigate = useNavigate()
  const [creating, setCreating] = useState(false)
  const items = usePaged<ItemHit>('items', '/items', filter, { enabled: show !== 'drafts' })
  useTitle(w.title)
  const change = (part: Partial<typeof filter & { show: string | undefined }>) =>
    void navigate({ to: '/items', search: { ...filter, show, ...part }, replace: true })
  const filtered = Boolean(filter.q || filter.type || filter.audience || filter.online)
  const labels = (list: typeof options.type) => list.map(({ value, label }) => ({ value, label: label[language] }))
  return (
    <>
      <div className="page-head">
        <h1 className="grow">{w.title}</h1>
        {manages && (
          <>
            <Link to="/imports">{w.importCatalogue}</Link>
            <Button type="primary" onClick={() => setCreating(true)}>
              {w.create}
            </Button>
          </>
        )}
      </div>
      <div className="filters">
        {manages && (
          <Choice
            label={w.show}
            any={w.published}
            value={show}
            options={[{ value: 'drafts', label: w.drafts }]}
            onChange={(next) => change({ show: next })}
          />
        )}
        {show !== 'drafts' && (
          <>
            <SearchBox label={w.search} value={filter.q} onChange={(q) => change({ q })} />
            <Choice
              label={w.type}
              any={w.any}
              value={filter.type}
              options={labels(options.type)}
              onChange={(type) => change({ type })}
            />
            <Choice
              label={w.audience}
              any={w.any}
              value={filter.audience}
              options={labels(options.audience)}
              onChange={(audience) => change({ audience })}
            />
            <Choice
              label={w.online}
              any={w.any}
              width={200}
              value={filter.online}
              options={[{ value: 'true', label: w.onlineShort }]}
              onChange={(online) => change({ online })}
            />
            {filtered && (
              <Button
                type="link"
                onClick={() => change({ q: undefined, type: undefined, audience: undefined, online: undefined })}
              >
                {w.clear}
              </Button>
            )}
          </>
        )}
        <span className="grow" />
        <CopyAddress />
      </div>
      <div className="list-box" aria-busy={items.isFetching}>
        {show === 'drafts' ? (
          <DraftTable />
        ) : (
          <Content of={items.list} rows={14}>
            {(rows) =>
              rows.length > 0 ? (
                <ItemTable rows={rows} />
              ) : (
                <Blank icon={FileSearch} title={filtered ? w.noneTitle : w.emptyTitle}>
                  <p>{filtered ? w.none : w.empty}</p>
                </Blank>
              )
            }
          </Content>
        )}
      </div>
      {show !== 'drafts' && items.rows && items.rows.length > 0 && <More of={items} />}
      {creating && <CreateDialog onClose={() => setCreating(false)} />}
    </>
  )
}
