import { Link } from '@tanstack/react-router'
import type { Account } from '@zhengtong/platform/support/identity/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Ban, CircleCheck } from 'lucide-react'
import { Icon } from '../../parts/icon.tsx'
import { words } from './words.ts'

export function AccountTable({ rows, kind, openId }: { rows: Account[]; kind?: string; openId?: string }) {
  const w = useWords(words)
  const format = useFormat()
  return (
    <table className="list list--cards">
      <caption className="unseen">{w.accounts}</caption>
      <thead>
        <tr>
          <th scope="col">{w.name}</th>
          <th scope="col">{w.username}</th>
          <th scope="col">{w.kind}</th>
          <th scope="col">{w.level}</th>
          <th scope="col">{w.state}</th>
          <th scope="col">{w.created}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((account) => (
          <tr key={account.id} className={account.id === openId ? 'chosen' : ''}>
            <th scope="row">
              {account.kind === 'official' ? (
                <Link
                  to="/administration"
                  search={{ kind, account: account.id }}
                  aria-current={account.id === openId ? 'true' : undefined}
                >
                  {account.name}
                </Link>
              ) : (
                account.name
              )}
            </th>
            <td>{account.username}</td>
            <td>{w[account.kind]}</td>
            <td className="spare">{account.level}</td>
            <td>
              <span className={`light ${account.disabled ? '' : 'light--green'}`}>
                <Icon of={account.disabled ? Ban : CircleCheck} />
                {account.disabled ? w.disabled : w.inUse}
              </span>
            </td>
            <td className="soft nowrap spare">{format.day(account.createdAt)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
