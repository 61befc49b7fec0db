import { getRouteApi, Link, useLocation, useNavigate, useRouter } from '@tanstack/react-router'
import type { LicenceSignIn } from '@zhengtong/platform/support/wallets/sign-ins/contract.ts'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { FieldFrame } from '@zhengtong/ui/components/field.tsx'
import { defineWords, useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { Refused } from '../features/account/refused.tsx'
import '../features/credentials/credential.css'
import { QrCode } from '../features/credentials/qr.tsx'
import { useLicenceSignIn } from '../features/sessions/queries.ts'
import { PageTitle } from '../shell/page-title.tsx'

const words = defineWords(
  {
    title: '用电子营业执照登录',
    help: '替企业办事的人，用手机钱包里的电子营业执照登录。登录以后只能替这家企业办事，看不到您自己的事。',
    need: '法定代表人、经营者和企业授权的经办人，先在“我的证照”里把营业执照领取到钱包。',
    begin: '出示营业执照',
    again: '重新开始',
    qr: '登录二维码',
    scan: '用手机钱包扫这个码，同意出示营业执照。五分钟内有效。',
    openHere: '钱包就在这台手机上：打开钱包',
    code: '手机上显示的六位数字',
    codeHelp: '出示以后，手机会显示六位数字，填在这里。',
    empty: '请填写六位数字',
    finish: '登录',
    shown: '营业执照已经出示',
    put: '把这六位数字填到您开始登录的那个页面：',
    warn: '是别人让您扫码，或者向您要这六位数字，请不要给：给了，对方就能替您的企业办事。',
    other: '用别的方式登录',
  },
  {
    title: 'Sign in with a business licence',
    help: 'Whoever acts for a firm signs in with the licence in the wallet on their phone. The session is for that firm alone; your own affairs are not in it.',
    need: 'Legal representatives, operators and authorised agents first put the licence into their wallet, under “My licences”.',
    begin: 'Show the licence',
    again: 'Begin again',
    qr: 'Sign-in code',
    scan: 'Scan this with your wallet and agree to show the licence. It is good for five minutes.',
    openHere: 'The wallet is on this phone: open it',
    code: 'The six digits on your phone',
    codeHelp: 'After showing the licence, your phone shows six digits. Enter them here.',
    empty: 'Enter the six digits',
    finish: 'Sign in',
    shown: 'The licence was shown',
    put: 'Enter these six digits on the page where you began to sign in:',
    warn: 'If somebody else had you scan the code or asks you for these digits, do not tell them: they could act for your firm.',
    other: 'Sign in another way',
  },
)

const route = getRouteApi('/licence-sign-in')

/** For whoever acts for a firm; on the phone that showed the licence, the digits for the browser that began. */
export function LicenceSignInPage() {
  const t = useWords(words)
  const told = /^code=(\d{6})$/.exec(useLocation().hash)?.[1]
  return (
    <div className="reading">
      <PageTitle>{told ? t.shown : t.title}</PageTitle>
      {told ? (
        <div className="stack">
          <p>{t.put}</p>
          <p className="told-code" role="status">
            {told}
          </p>
          <p>
            <strong>{t.warn}</strong>
          </p>
        </div>
      ) : (
        <Begin />
      )}
    </div>
  )
}

function Begin() {
  const t = useWords(words)
  const { begin, finish } = useLicenceSignIn()
  return (
    <div className="stack">
      <p>{t.help}</p>
      <Refused error={finish.error ?? begin.error} />
      {begin.data ? <Shown begun={begin.data} finish={finish} /> : <p className="soft">{t.need}</p>}
      <Acts>
        <Button
          look={begin.data ? 'quiet' : 'act'}
          busy={begin.isPending}
          onClick={() => {
            finish.reset()
            begin.mutate()
          }}
        >
          {begin.data ? t.again : t.begin}
        </Button>
      </Acts>
      <p>
        <Link to="/sign-in">{t.other}</Link>
      </p>
    </div>
  )
}

function Shown({ begun, finish }: { begun: LicenceSignIn; finish: ReturnType<typeof useLicenceSignIn>['finish'] }) {
  const t = useWords(words)
  const { to } = route.useSearch()
  const navigate = useNavigate()
  const router = useRouter()
  const [code, setCode] = useState('')
  const [empty, setEmpty] = useState(false)
  const goOn = () => (to ? router.history.replace(to) : void navigate({ to: '/', replace: true }))
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setEmpty(!/^\d{6}$/.test(code.trim()))
        if (/^\d{6}$/.test(code.trim())) finish.mutate({ id: begun.id, code: code.trim() }, { onSuccess: goOn })
      }}
    >
      <figure className="qr-box">
        <QrCode qr={begun.qr} label={t.qr} />
        <figcaption>
          <p>{t.scan}</p>
          <a href={begun.uri}>{t.openHere}</a>
        </figcaption>
      </figure>
      <FieldFrame id="code" frame="label" label={t.code} help={t.codeHelp} error={empty ? t.empty : undefined}>
        <input
          id="code"
          className="input"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={6}
          value={code}
          onChange={({ target }) => setCode(target.value)}
        />
      </FieldFrame>
      <Acts>
        <Button type="submit" busy={finish.isPending}>
          {t.finish}
        </Button>
      </Acts>
    </form>
  )
}
