import { useNavigate, useSearch } from '@tanstack/react-router'
import type { Account } from '@zhengtong/platform/support/identity/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { UserSearch, Users } from 'lucide-react'
import { useState } from 'react'
import { AccountTable } from '../features/administration/account-table.tsx'
import { OpenDialog } from '../features/administration/open-dialog.tsx'
import { PostList } from '../features/administration/post-list.tsx'
import { words } from '../features/administration/words.ts'
import { Blank } from '../parts/blank.tsx'
import { Choice } from '../parts/choice.tsx'
import { Content } from '../parts/content.tsx'
import { More } from '../parts/more.tsx'
import { usePaged } from '../parts/paged.ts'
import { Divider, Pane, usePaneWidth } from '../parts/panes.tsx'
import { useTitle } from '../parts/title.ts'
import { PageTrouble } from '../parts/trouble.tsx'
import { holdsAny, useMe } from '../session.ts'

/** Accounts and who holds which post. */
export function AdministrationPage() {
  const w = useWords(words)
  const me = useMe()
  const { account: openId, kind } = useSearch({ from: '/work/administration' })
  const navigate = useNavigate()
  const accounts = usePaged<Account>('accounts', '/accounts', { kind })
  const side = usePaneWidth({ key: 'posts', initial: 480, min: 320, max: 800 })
  const [opening, setOpening] = useState(false)
  const open = accounts.rows?.find(({ id }) => id === openId)
  useTitle(w.title)
  if (accounts.error && !accounts.rows)
    return <PageTrouble whole error={accounts.error} onRetry={() => void accounts.refetch()} />
  return (
    <div className="panes panes--stack">
      <Pane label={w.accounts}>
        <div className="page-head">
          <h1 className="grow">{w.accounts}</h1>
          {holdsAny(me, ['administrator']) && <Button onClick={() => setOpening(true)}>{w.open}</Button>}
        </div>
        <div className="filters">
          <Choice
            label={w.kind}
            any={w.anyKind}
            width={200}
            value={kind}
            options={[
              { value: 'official', label: w.official },
              { value: 'citizen', label: w.citizen },
            ]}
            onChange={(next) => void navigate({ to: '/administration', search: { kind: next }, replace: true })}
          />
        </div>
        <div className="list-box">
          <Content of={accounts.list}>
            {(rows) =>
              rows.length > 0 ? (
                <AccountTable rows={rows} kind={kind} openId={openId} />
              ) : (
                <Blank icon={Users} title={w.emptyTitle}>
                  <p>{w.empty}</p>
                </Blank>
              )
            }
          </Content>
        </div>
        {accounts.rows && accounts.rows.length > 0 && <More of={accounts} />}
      </Pane>
      <Divider pane={side} grows="right" />
      <Pane label={w.role} width={side.width}>
        {open ? (
          <PostList key={open.id} account={open} />
        ) : (
          <Blank icon={UserSearch} title={w.choose}>
            <p>{w.chooseHelp}</p>
          </Blank>
        )}
      </Pane>
      {opening && <OpenDialog onClose={() => setOpening(false)} />}
    </div>
  )
}
