import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { NewRecovery, RecoveryBegun } from '@zhengtong/platform/support/identity/recoveries/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { Choice, FieldFrame } from '@zhengtong/ui/components/field.tsx'
import { defineWords, useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { RecoverByCode } from '../features/account/recover-by-code.tsx'
import { Refused } from '../features/account/refused.tsx'
import { PageTitle } from '../shell/page-title.tsx'

const words = defineWords(
  {
    title: '找回账号',
    help: '忘了密码，或者丢了装着通行密钥、动态口令的手机，通过人脸或者证件核验以后，可以重设。',
    username: '账号',
    name: '姓名',
    idNumber: '身份证号码',
    face: '用人脸核验找回',
    document: '用证件核验找回',
    empty: '请填写账号、姓名和 18 位身份证号码。',
    by: (provider: string) =>
      `由${provider}核验。拍照和比对都在它那里，我们不存照片。请在这个浏览器里做完，让核验页面带您回来：在别处做的不算。`,
    simulated: '这是模拟的核验服务，不拍照，也不比对。',
    open: '打开核验页面（新窗口）',
    password: '新密码',
    passwordHelp: '10 至 128 个字符，含大写字母、小写字母、数字、符号中的三种。',
    lost: '手机丢了：通行密钥和动态口令一起作废',
    set: '核验好了，重设密码',
    done: '密码已经重设',
    doneText: '原来登录的地方都已退出。请用新密码登录。',
    signIn: '去登录',
    counter: '核验不了，可以带身份证到窗口，或者打 12345。',
    haveCode: '我有窗口给的验证码',
    byCheck: '改用人脸或者证件核验',
  },
  {
    title: 'Get back into your account',
    help: 'If you forgot your password, or lost the phone with your passkeys or one-time codes, a face or document check lets you set a new one.',
    username: 'Username',
    name: 'Name',
    idNumber: 'ID number',
    face: 'By a face check',
    document: 'By a document check',
    empty: 'Enter your username, your name and the 18 characters of your ID number.',
    by: (provider: string) =>
      `Checked by ${provider}. Pictures are taken and compared there; we keep none. Finish it in this browser and let it bring you back: done elsewhere it does not count.`,
    simulated: 'This is a simulator: it takes no picture and compares nothing.',
    open: 'Open the check (new window)',
    password: 'New password',
    passwordHelp: '10 to 128 characters of three kinds: capitals, small letters, digits, signs.',
    lost: 'My phone is lost: its passkeys and one-time codes count no more',
    set: 'I have done the check, set the password',
    done: 'The password is set',
    doneText: 'Every earlier sign-in has ended. Sign in with the new password.',
    signIn: 'Sign in',
    counter: 'If the check does not work, come to a counter with your ID card, or call 12345.',
    haveCode: 'I have a code from the counter',
    byCheck: 'Use a face or document check instead',
  },
)

/** 找回账号, for who cannot sign in: a check of the person, then a new password. */
export function RecoverPage() {
  const t = useWords(words)
  const [person, setPerson] = useState({ username: '', name: '', idNumber: '' })
  const [empty, setEmpty] = useState(false)
  const [byCode, setByCode] = useState(false)
  const begin = useMutation({
    mutationFn: (kind: NewRecovery['kind']) =>
      request<RecoveryBegun>('/recoveries', {
        method: 'POST',
        body: { ...person, idNumber: person.idNumber.trim().toUpperCase(), kind },
      }),
  })
  const isWhole = person.username.trim() && person.name.trim() && /^\d{17}[\dXx]$/.test(person.idNumber.trim())
  return (
    <div className="reading">
      <PageTitle>{t.title}</PageTitle>
      {byCode ? (
        <RecoverByCode done={<Done />} />
      ) : begin.data ? (
        <NewPassword begun={begin.data} />
      ) : (
        <form className="stack" noValidate onSubmit={(event) => event.preventDefault()}>
          <p>{t.help}</p>
          <Refused error={begin.error} />
          {(['username', 'name', 'idNumber'] as const).map((part) => (
            <FieldFrame
              key={part}
              id={part}
              frame="label"
              label={t[part]}
              error={empty && !person[part].trim() ? t.empty : undefined}
            >
              <input
                id={part}
                className="input"
                autoComplete={part === 'idNumber' ? 'off' : part}
                autoCapitalize="none"
                spellCheck={false}
                maxLength={128}
                value={person[part]}
                onChange={({ target }) => setPerson({ ...person, [part]: target.value })}
              />
            </FieldFrame>
          ))}
          {empty && !isWhole ? <p role="alert">{t.empty}</p> : null}
          <Acts>
            {(['face', 'document'] as const).map((kind) => (
              <Button
                key={kind}
                look={kind === 'face' ? 'act' : 'quiet'}
                busy={begin.isPending}
                onClick={() => {
                  setEmpty(!isWhole)
                  if (isWhole) begin.mutate(kind)
                }}
              >
                {t[kind]}
              </Button>
            ))}
          </Acts>
          <p className="soft">{t.counter}</p>
        </form>
      )}
      {begin.data ? null : (
        <Acts>
          <Button look="quiet" onClick={() => setByCode(!byCode)}>
            {byCode ? t.byCheck : t.haveCode}
          </Button>
        </Acts>
      )}
    </div>
  )
}

function NewPassword({ begun }: { begun: RecoveryBegun }) {
  const t = useWords(words)
  const [password, setPassword] = useState('')
  const [lostDevice, setLost] = useState(false)
  const finish = useMutation({
    mutationFn: () =>
      request(`/recoveries/${begun.id}/password`, {
        method: 'POST',
        body: { secret: begun.secret, password, lostDevice },
      }),
  })
  if (finish.isSuccess) return <Done />
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (password) finish.mutate()
      }}
    >
      <p>
        {t.by(begun.provider)} {begun.simulated ? <strong>{t.simulated}</strong> : null}
      </p>
      <Acts>
        <a className="btn btn--quiet" href={begun.url} target="_blank" rel="noreferrer">
          {t.open}
        </a>
      </Acts>
      <Refused error={finish.error} />
      <FieldFrame id="password" frame="label" label={t.password} help={t.passwordHelp}>
        <input
          id="password"
          className="input"
          type="password"
          autoComplete="new-password"
          maxLength={128}
          value={password}
          onChange={({ target }) => setPassword(target.value)}
        />
      </FieldFrame>
      <Choice type="checkbox" checked={lostDevice} onChange={() => setLost(!lostDevice)}>
        {t.lost}
      </Choice>
      <Acts>
        <Button type="submit" busy={finish.isPending}>
          {t.set}
        </Button>
      </Acts>
    </form>
  )
}

function Done() {
  const t = useWords(words)
  return (
    <div className="stack" role="status">
      <h2>{t.done}</h2>
      <p>{t.doneText}</p>
      <p>
        <Link to="/sign-in">{t.signIn}</Link>
      </p>
    </div>
  )
}
