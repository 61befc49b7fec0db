import { getRouteApi, Link, useNavigate, useRouter } from '@tanstack/react-router'
import { ApiProblem } from '@zhengtong/ui/api/problem.ts'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { ErrorSummary } from '@zhengtong/ui/components/error-summary.tsx'
import { FieldFrame } from '@zhengtong/ui/components/field.tsx'
import { Columns, SideBlock } from '@zhengtong/ui/components/surfaces.tsx'
import { defineWords, usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { hasPasskeys } from '../features/account/passkey.ts'
import { usePasskeySignIn } from '../features/account/queries.ts'
import { Refused } from '../features/account/refused.tsx'
import { DemoChooser } from '../features/sessions/demo-chooser.tsx'
import { useIdentityCentres, useSignIn } from '../features/sessions/queries.ts'
import { PageTitle } from '../shell/page-title.tsx'

const words = defineWords(
  {
    title: '登录',
    username: '账号',
    password: '密码',
    submit: '登录',
    failed: '没有登录成功',
    offline: '连不上网络，请检查以后再试。',
    other: '请稍后再试，或者打 12345。',
    first: '登录以后，接着刚才的事。',
    needUsername: '请填写账号',
    needPassword: '请填写密码',
    passkey: '用通行密钥登录',
    licence: '企业用电子营业执照登录',
    centre: (name: string) => `用${name}登录`,
    help: '登不上？',
    helpText: '连续输错 5 次，账号会锁 15 分钟。忘了密码，或者丢了手机，可以核验本人以后找回；也可以打 12345。',
    recover: '找回账号',
    call: '打 12345',
  },
  {
    title: 'Sign in',
    username: 'Username',
    password: 'Password',
    submit: 'Sign in',
    failed: 'You are not signed in',
    offline: 'There is no connection. Check your network and try again.',
    other: 'Please try again later, or call 12345.',
    first: 'After signing in you go on where you were.',
    needUsername: 'Enter your username',
    needPassword: 'Enter your password',
    passkey: 'Sign in with a passkey',
    licence: 'Firms: sign in with a business licence',
    centre: (name: string) => `Sign in with ${name}`,
    help: 'Cannot sign in?',
    helpText:
      'After five wrong passwords the account is locked for 15 minutes. If you forgot yours or lost your phone, a check of the person brings you back; or call 12345.',
    recover: 'Get back into your account',
    call: 'Call 12345',
  },
)
const route = getRouteApi('/sign-in')

/** Signs in and goes back to where the person came from. In the demo the invented people can be chosen. */
export function SignInPage() {
  const t = useWords(words)
  const { to } = route.useSearch()
  const navigate = useNavigate()
  const router = useRouter()
  const signIn = useSignIn()
  const passkey = usePasskeySignIn()
  const centres = useIdentityCentres()
  const pick = usePick()
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const [empty, setEmpty] = useState<('username' | 'password')[]>([])
  const [attempt, setAttempt] = useState(0)

  const goOn = () => (to ? router.history.replace(to) : void navigate({ to: '/', replace: true }))
  const enter = (credentials: { username: string; password: string }) =>
    signIn.mutate(credentials, {
      onSuccess: goOn,
      onError: () => setAttempt((count) => count + 1),
    })
  const submit = () => {
    const left = [...(username.trim() ? [] : ['username' as const]), ...(password ? [] : ['password' as const])]
    setEmpty(left)
    if (left.length > 0) return setAttempt((count) => count + 1)
    enter({ username: username.trim(), password })
  }
  const said = { username: t.needUsername, password: t.needPassword }
  const failure = signIn.error instanceof ApiProblem ? (signIn.error.status === 0 ? t.offline : signIn.error.title) : ''
  return (
    <Columns
      aside={
        <SideBlock title={t.help}>
          <p>{t.helpText}</p>
          <p>
            <Link to="/recover">{t.recover}</Link>
          </p>
          <p>
            <a href="tel:12345">{t.call}</a>
          </p>
        </SideBlock>
      }
    >
      {empty.length > 0 ? (
        <ErrorSummary
          attempt={attempt}
          lines={empty.map((name) => ({
            key: name,
            detail: said[name],
            onGo: () => document.getElementById(name)?.focus(),
          }))}
        >
          {null}
        </ErrorSummary>
      ) : signIn.isError ? (
        <ErrorSummary attempt={attempt} lines={[]} title={t.failed}>
          <p>{failure || t.other}</p>
        </ErrorSummary>
      ) : null}
      <Refused error={passkey.error} />
      <PageTitle>{t.title}</PageTitle>
      {to ? <p>{t.first}</p> : null}
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (!signIn.isPending) submit()
        }}
      >
        <FieldFrame
          id="username"
          frame="label"
          label={t.username}
          error={empty.includes('username') ? t.needUsername : undefined}
        >
          <input
            id="username"
            className="input"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            value={username}
            onChange={({ target }) => setUsername(target.value)}
          />
        </FieldFrame>
        <FieldFrame
          id="password"
          frame="label"
          label={t.password}
          error={empty.includes('password') ? t.needPassword : undefined}
        >
          <input
            id="password"
            className="input"
            type="password"
            autoComplete="current-password"
            value={password}
            onChange={({ target }) => setPassword(target.value)}
          />
        </FieldFrame>
        <div className="section">
          <Acts>
            <Button type="submit" big busy={signIn.isPending}>
              {t.submit}
            </Button>
            {hasPasskeys() ? (
              <Button
                look="quiet"
                big
                busy={passkey.isPending}
                onClick={() => passkey.mutate(undefined, { onSuccess: goOn })}
              >
                {t.passkey}
              </Button>
            ) : null}
          </Acts>
        </div>
      </form>
      <p>
        <Link to="/licence-sign-in" search={to ? { to } : {}}>
          {t.licence}
        </Link>
      </p>
      {centres.data?.map(({ name, nameEn, signIn: at }) => (
        <p key={at}>
          <a href={`${at}?to=${encodeURIComponent(to ?? '/')}`}>{t.centre(pick(name, nameEn))}</a>
        </p>
      ))}
      <DemoChooser onChoose={enter} busy={signIn.isPending} />
    </Columns>
  )
}
