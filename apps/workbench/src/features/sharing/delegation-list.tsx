import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Delegation } from '@zhengtong/platform/support/identity/delegations/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Button } from 'antd'
import { CalendarClock } from 'lucide-react'
import { words as frame } from '../../frame/words.ts'
import { Blank } from '../../parts/blank.tsx'
import { Content } from '../../parts/content.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { When } from '../../parts/when.tsx'
import { words } from './words.ts'

/** Posts lent and borrowed, each to be ended by either side. */
export function DelegationList() {
  const w = useWords(words)
  const roles = useWords(frame).role as Record<string, string>
  const sentence = useSentence()
  const queries = useQueryClient()
  const { modal, message } = App.useApp()
  const list = useQuery({
    queryKey: ['delegations'],
    queryFn: ({ signal }) => request<{ items: Delegation[] }>('/delegations', { signal }),
  })
  const end = useMutation({
    mutationFn: (id: string) => request<void>(`/delegations/${id}`, { method: 'DELETE' }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['delegations'] })
      message.success(w.ended)
    },
    onError: (error) => message.error(sentence(error)),
  })
  return (
    <div className="list-box">
      <Content of={list}>
        {({ items }) =>
          items.length === 0 ? (
            <Blank icon={CalendarClock} title={w.noDelegations}>
              <p>{w.noDelegationsHelp}</p>
            </Blank>
          ) : (
            <table className="list list--cards">
              <caption className="unseen">{w.delegations}</caption>
              <thead>
                <tr>
                  <th scope="col">{w.post}</th>
                  <th scope="col">{w.from}</th>
                  <th scope="col">{w.to}</th>
                  <th scope="col">{w.until}</th>
                  <th scope="col">{w.reason}</th>
                  <th scope="col">{w.actions}</th>
                </tr>
              </thead>
              <tbody>
                {items.map(({ id, role, departmentName, from, to, validTo, reason }) => (
                  <tr key={id}>
                    <th scope="row">
                      {roles[role] ?? role} <span className="soft">{departmentName}</span>
                    </th>
                    <td>{from.name}</td>
                    <td>{to.name}</td>
                    <td>
                      {w.until} <When at={validTo} />
                    </td>
                    <td>{reason}</td>
                    <td>
                      <Button
                        size="small"
                        onClick={() =>
                          modal.confirm({
                            title: w.endAsk,
                            okText: w.end,
                            cancelText: w.cancel,
                            onOk: () => end.mutateAsync(id).catch(() => undefined),
                          })
                        }
                      >
                        {w.end}
                      </Button>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Content>
    </div>
  )
}
