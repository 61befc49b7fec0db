import { roleWords } from '@zhengtong/platform/support/identity/contract.ts'
import { type Power, roleMay } from '@zhengtong/platform/support/identity/review/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useLanguage } from '@zhengtong/ui/i18n/language.tsx'
import { defineWords, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { ShieldCheck } from 'lucide-react'
import { SignOffs } from '../features/administration/sign-offs.tsx'
import { Blank } from '../parts/blank.tsx'
import { Content } from '../parts/content.tsx'
import { More } from '../parts/more.tsx'
import { usePaged } from '../parts/paged.ts'
import { useTitle } from '../parts/title.ts'

const words = defineWords(
  {
    title: '权限核查',
    help: '谁、凭什么、能做什么。委托的岗位到期自己收回。',
    csv: '导出 CSV',
    name: '姓名',
    role: '岗位',
    may: '可以做什么',
    scope: '部门和区划',
    why: '依据',
    until: '到',
    appointed: (by: string) => `${by === 'system' ? '系统' : by}任命`,
    delegated: (by: string, reason: string) => `${by}委托：${reason}`,
    none: '没有在任的岗位',
    noneHelp: '任命以后，都列在这里。',
  },
  {
    title: 'Access review',
    help: 'Who can do what, and why. A delegated post falls back by itself.',
    csv: 'Export CSV',
    name: 'Name',
    role: 'Post',
    may: 'May do',
    scope: 'Department and division',
    why: 'Because',
    until: 'Until',
    appointed: (by: string) => `appointed by ${by}`,
    delegated: (by: string, reason: string) => `delegated by ${by}: ${reason}`,
    none: 'No post in force',
    noneHelp: 'Each appointment is listed here.',
  },
)

/** Who can do what, over what, and why: for administrators, security officers and auditors. */
export function PowersPage() {
  const w = useWords(words)
  const { language } = useLanguage()
  const format = useFormat()
  const powers = usePaged<Power>('powers', '/powers', {})
  useTitle(w.title)
  return (
    <>
      <div className="page-head">
        <h1>{w.title}</h1>
        <span className="soft grow">{w.help}</span>
        <Button href="/api/v1/powers.csv">{w.csv}</Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table without links must be scrolled by keyboard */}
      <section className="list-box" tabIndex={0} aria-label={w.title}>
        <Content of={powers.list} whole>
          {(rows) =>
            rows.length === 0 ? (
              <Blank icon={ShieldCheck} title={w.none}>
                <p>{w.noneHelp}</p>
              </Blank>
            ) : (
              <table className="list list--cards">
                <caption className="unseen">{w.title}</caption>
                <thead>
                  <tr>
                    {[w.name, w.role, w.may, w.scope, w.why, w.until].map((title) => (
                      <th key={title} scope="col">
                        {title}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {rows.map((power) => (
                    <tr key={`${power.accountId} ${power.postId} ${power.why}`}>
                      <th scope="row">
                        {power.name} <span className="soft">{power.username}</span>
                      </th>
                      <td>{language === 'zh' ? roleWords[power.role] : power.role}</td>
                      <td className="wide">{roleMay[power.role][language]}</td>
                      <td>
                        {power.departmentName} <span className="soft">{power.divisionCode}</span>
                      </td>
                      <td>
                        {power.why === 'appointed' ? w.appointed(power.by) : w.delegated(power.by, power.reason ?? '')}
                      </td>
                      <td className="nowrap">{power.until ? format.instant(power.until) : ''}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )
          }
        </Content>
      </section>
      {powers.rows && powers.rows.length > 0 && <More of={powers} />}
      <SignOffs />
    </>
  )
}
