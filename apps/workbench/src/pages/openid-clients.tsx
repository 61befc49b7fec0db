import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Client, ClientOpened } from '@zhengtong/platform/support/openid/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { AppWindow } from 'lucide-react'
import { useState } from 'react'
import { ClientTable } from '../features/openid-clients/client-table.tsx'
import { RegisterDialog } from '../features/openid-clients/register-dialog.tsx'
import { SecretDialog } from '../features/openid-clients/secret-dialog.tsx'
import { words } from '../features/openid-clients/words.ts'
import { Blank } from '../parts/blank.tsx'
import { Content } from '../parts/content.tsx'
import { More } from '../parts/more.tsx'
import { Note } from '../parts/note.tsx'
import { usePaged } from '../parts/paged.ts'
import { useTitle } from '../parts/title.ts'
import { useSentence } from '../parts/trouble.tsx'
import { holdsAny, useMe } from '../session.ts'

/** Programs that let people sign in with their account here, and what each may know. */
export function OpenIdClientsPage() {
  const w = useWords(words)
  const me = useMe()
  const sentence = useSentence()
  const queries = useQueryClient()
  const clients = usePaged<Client>('openid-clients', '/openid-clients', {})
  const [registering, setRegistering] = useState(false)
  const [opened, setOpened] = useState<ClientOpened>()
  const mayAct = holdsAny(me, ['administrator'])
  const refresh = () => queries.invalidateQueries({ queryKey: ['openid-clients'] })
  const renew = useMutation({
    mutationFn: (id: string) => request<ClientOpened>(`/openid-clients/${id}/secret`, { method: 'POST' }),
    onSuccess: setOpened,
  })
  const close = useMutation({
    mutationFn: (id: string) => request(`/openid-clients/${id}`, { method: 'DELETE' }),
    onSuccess: refresh,
  })
  const trouble = renew.error ?? close.error
  useTitle(w.title)
  return (
    <>
      <div className="page-head">
        <h1>{w.title}</h1>
        <span className="soft grow">{w.help}</span>
        {mayAct && <Button onClick={() => setRegistering(true)}>{w.register}</Button>}
      </div>
      {trouble && (
        <Note tone="danger" alert>
          {sentence(trouble)}
        </Note>
      )}
      <div className="list-box">
        <Content of={clients.list} whole>
          {(rows) =>
            rows.length === 0 ? (
              <Blank icon={AppWindow} title={w.emptyTitle}>
                <p>{w.empty}</p>
              </Blank>
            ) : (
              <ClientTable rows={rows} mayAct={mayAct} onRenew={renew.mutate} onClose={close.mutate} />
            )
          }
        </Content>
      </div>
      {clients.rows && clients.rows.length > 0 && <More of={clients} />}
      {registering && (
        <RegisterDialog
          onClose={() => setRegistering(false)}
          onOpened={(given) => {
            setRegistering(false)
            setOpened(given)
          }}
        />
      )}
      {opened && <SecretDialog opened={opened} onClose={() => setOpened(undefined)} />}
    </>
  )
}
