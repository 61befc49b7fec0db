import { Link, useNavigate } from '@tanstack/react-router'
import { itemTypes } from '@zhengtong/platform/nets/service/items/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useLanguage } from '@zhengtong/ui/i18n/language.tsx'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Button } from 'antd'
import { useState } from 'react'
import { useSentence } from '../../parts/trouble.tsx'
import { PublishDialog } from './publish-dialog.tsx'
import { type OneItem, useItemVerbs } from './use-items.ts'
import { WithdrawDialog } from './withdraw-dialog.tsx'
import { words } from './words.ts'

/** What the item is, how it stands, and what this person may do with it. */
export function ItemHead({ id, of: { guide, draft } }: { id: string; of: OneItem }) {
  const w = useWords(words)
  const pick = usePick()
  const format = useFormat()
  const sentence = useSentence()
  const { language } = useLanguage()
  const { modal, message } = App.useApp()
  const navigate = useNavigate()
  const { start, discard } = useItemVerbs(id)
  const [asking, setAsking] = useState<'publish' | 'withdraw'>()
  const item = draft?.item ?? guide?.item
  if (!item) return null
  const may = draft?.may ?? guide?.may ?? []
  const edit = async () => {
    if (!draft) await start.mutateAsync()
    await navigate({ to: '/items/$itemId/edit', params: { itemId: id } })
  }
  const tell = (error: unknown) => void message.error(sentence(error))
  const askDiscard = () =>
    modal.confirm({
      title: w.discardAsk,
      content: w.discardHelp,
      okText: w.discard,
      cancelText: w.back,
      okButtonProps: { danger: true },
      onOk: () =>
        discard
          .mutateAsync()
          .then(() => navigate({ to: guide ? '/items/$itemId' : '/items', params: { itemId: id } }), tell),
    })
  return (
    <>
      <div className="page-head">
        <div className="grow">
          <ul className="crumb">
            <li>
              <Link to="/items">{w.title}</Link>
            </li>
            <li>{item.authority.name}</li>
            <li>{itemTypes[item.type]?.[language] ?? item.type}</li>
            {item.codes.taskCode && <li>{item.codes.taskCode}</li>}
          </ul>
          <h1>{pick(item.name, item.nameEn)}</h1>
        </div>
        {guide && (
          <span className="pill">
            {w.stateWord[guide.state]} {w.versionNo(guide.version)} · {w.since(format.day(guide.effectiveOn))}
          </span>
        )}
        {draft && <span className="pill light--yellow">{draft.basedOn ? w.basedOn(draft.basedOn) : w.newDraft}</span>}
        {may.includes('withdraw') && !draft && (
          <Button danger onClick={() => setAsking('withdraw')}>
            {w.withdraw}
          </Button>
        )}
        {draft && may.includes('edit') && <Button onClick={askDiscard}>{w.discard}</Button>}
        {may.includes('edit') && !draft && (
          <Button type="primary" loading={start.isPending} onClick={() => void edit().catch(tell)}>
            {w.edit}
          </Button>
        )}
        {draft && may.includes('publish') && (
          <Button type="primary" onClick={() => setAsking('publish')}>
            {w.publish}
          </Button>
        )}
      </div>
      {asking === 'publish' && draft && <PublishDialog id={id} draft={draft} onClose={() => setAsking(undefined)} />}
      {asking === 'withdraw' && <WithdrawDialog id={id} onClose={() => setAsking(undefined)} />}
    </>
  )
}
