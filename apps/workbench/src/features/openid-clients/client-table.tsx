import { type Client, type Scope, scopeWords } from '@zhengtong/platform/support/openid/contract.ts'
import { useLanguage } from '@zhengtong/ui/i18n/language.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button, Popconfirm } from 'antd'
import { Ban, CircleCheck } from 'lucide-react'
import { Icon } from '../../parts/icon.tsx'
import { words } from './words.ts'

export function ClientTable(props: {
  rows: Client[]
  mayAct: boolean
  onRenew: (id: string) => void
  onClose: (id: string) => void
}) {
  const w = useWords(words)
  const { language } = useLanguage()
  return (
    <table className="list list--cards">
      <caption className="unseen">{w.title}</caption>
      <thead>
        <tr>
          <th scope="col">{w.name}</th>
          <th scope="col">{w.id}</th>
          <th scope="col">{w.owner}</th>
          <th scope="col">{w.kind}</th>
          <th scope="col">{w.directory}</th>
          <th scope="col">{w.scopes}</th>
          <th scope="col">{w.state}</th>
          {props.mayAct && <th scope="col">{w.acts}</th>}
        </tr>
      </thead>
      <tbody>
        {props.rows.map((client) => (
          <tr key={client.id}>
            <th scope="row">{language === 'zh' ? client.name : client.nameEn}</th>
            <td>{client.id}</td>
            <td>{client.owner}</td>
            <td>{w.kinds[client.kind]}</td>
            <td>{w.directories[client.directory]}</td>
            <td className="wide">
              {client.scopes.map((scope: Scope) => scopeWords[scope][language]).join(language === 'zh' ? '；' : '; ')}
            </td>
            <td>
              <span className={`light ${client.closedAt ? '' : 'light--green'}`}>
                <Icon of={client.closedAt ? Ban : CircleCheck} />
                {client.closedAt ? w.closed : w.inUse}
              </span>
            </td>
            {props.mayAct && (
              <td className="nowrap">
                {!client.closedAt && (
                  <>
                    {(client.authMethod ?? 'client_secret_basic').startsWith('client_secret') &&
                      (client.kind === 'web' || client.kind === 'system') && (
                        <Popconfirm
                          title={w.renewAsk}
                          okText={w.renew}
                          cancelText={w.back}
                          onConfirm={() => props.onRenew(client.id)}
                        >
                          <Button size="small">{w.renew}</Button>
                        </Popconfirm>
                      )}{' '}
                    <Popconfirm
                      title={w.closeAsk}
                      okText={w.close}
                      cancelText={w.back}
                      onConfirm={() => props.onClose(client.id)}
                    >
                      <Button size="small" danger>
                        {w.close}
                      </Button>
                    </Popconfirm>
                  </>
                )}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
