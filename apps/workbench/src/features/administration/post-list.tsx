import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Account, Post } from '@zhengtong/platform/support/identity/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Button } from 'antd'
import { IdCard } from 'lucide-react'
import { useState } from 'react'
import { Blank } from '../../parts/blank.tsx'
import { Content } from '../../parts/content.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { holdsAny, useMe } from '../../session.ts'
import { AppointDialog } from './appoint-dialog.tsx'
import { CloseButton } from './close-dialog.tsx'
import { words } from './words.ts'

/** The posts a person holds: appoint, end, and for the security officer sign them out. */
export function PostList({ account }: { account: Account }) {
  const w = useWords(words)
  const me = useMe()
  const format = useFormat()
  const sentence = useSentence()
  const { modal, message } = App.useApp()
  const queries = useQueryClient()
  const [appointing, setAppointing] = useState(false)
  const posts = useQuery({
    queryKey: ['posts', account.id],
    queryFn: ({ signal }) => request<{ items: Post[] }>('/posts', { query: { accountId: account.id }, signal }),
  })
  const end = useMutation({
    mutationFn: (id: string) => request(`/posts/${id}`, { method: 'DELETE' }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['posts'] }),
  })
  const endSessions = useMutation({
    mutationFn: () => request<{ ended: number }>(`/accounts/${account.id}/sessions`, { method: 'DELETE' }),
  })
  const tell = (error: unknown) => void message.error(sentence(error))
  const askEnd = (post: Post) =>
    modal.confirm({
      title: w.endAsk(w.roleWord[post.role]),
      content: w.endHelp,
      okText: w.end,
      cancelText: w.back,
      okButtonProps: { danger: true },
      onOk: () => end.mutateAsync(post.id).then(() => void message.success(w.ended), tell),
    })
  const askSessions = () =>
    modal.confirm({
      title: w.endSessionsAsk,
      content: w.endSessionsHelp,
      okText: w.endSessions,
      cancelText: w.back,
      onOk: () => endSessions.mutateAsync().then(({ ended }) => void message.success(w.sessionsEnded(ended)), tell),
    })
  return (
    <>
      <div className="pane-head">
        <h2 className="grow">{w.posts(account.name)}</h2>
        {holdsAny(me, ['security-officer']) && <Button onClick={askSessions}>{w.endSessions}</Button>}
        {holdsAny(me, ['administrator']) && account.id !== me.accountId && <CloseButton account={account} />}
        {holdsAny(me, ['administrator']) && (
          <Button type="primary" onClick={() => setAppointing(true)}>
            {w.appoint}
          </Button>
        )}
      </div>
      <p className="pad soft">{w.postsHelp}</p>
      <Content of={posts} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <Blank icon={IdCard} title={w.noPosts}>
              <p>{w.noPostsHelp}</p>
            </Blank>
          ) : (
            <table className="list">
              <caption className="unseen">{w.posts(account.name)}</caption>
              <thead>
                <tr>
                  <th scope="col">{w.role}</th>
                  <th scope="col">{w.department}</th>
                  <th scope="col">{w.since}</th>
                  <th scope="col">
                    <span className="unseen">{w.end}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map((post) => (
                  <tr key={post.id}>
                    <th scope="row" className="nowrap">
                      {w.roleWord[post.role]}
                    </th>
                    <td>
                      {post.departmentName} <span className="soft">{post.divisionCode}</span>
                    </td>
                    <td className="soft">
                      {format.day(post.validFrom)}
                      {post.validTo && ` ${w.until} ${format.day(post.validTo)}`}
                    </td>
                    <td className="num">
                      {holdsAny(me, ['administrator']) && (
                        <Button
                          size="small"
                          danger
                          onClick={() => askEnd(post)}
                          aria-label={`${w.end} ${w.roleWord[post.role]}`}
                        >
                          {w.end}
                        </Button>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Content>
      {appointing && <AppointDialog account={account} onClose={() => setAppointing(false)} />}
    </>
  )
}
