import { Link } from '@tanstack/react-router'
import { Facts, Section } from '@zhengtong/ui/components/surfaces.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Code } from '../features/developers/code.tsx'
import ed25519 from '../features/developers/examples/sign-ed25519.mjs.txt?raw'
import hmac from '../features/developers/examples/sign-hmac.mjs.txt?raw'
import token from '../features/developers/examples/token.mjs.txt?raw'
import { signingWords } from '../features/developers/signing-words.ts'
import { developerWords } from '../features/developers/words.ts'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import '../features/developers/developers.css'

const makeKeys = `openssl genpkey -algorithm ed25519 -out private.pem
openssl pkey -in private.pem -pubout -out public.pem`
const runs = {
  hmac: 'ADDRESS=… KEY_ID=… SECRET=… node sign-hmac.mjs',
  ed25519: 'ADDRESS=… KEY_ID=… PRIVATE_KEY=private.pem node sign-ed25519.mjs',
  token: 'ISSUER=… CLIENT_ID=… CLIENT_SECRET=… ADDRESS=… node token.mjs',
}

/** How programs show who they are, with examples that run as they stand; as text, since no page may reach the machine. */
export function SigningPage() {
  const t = useWords(signingWords)
  const { title: developers, programs } = useWords(developerWords)
  return (
    <>
      <Crumbs way={[{ to: '/developers', name: developers }]} here={t.title} />
      <div className="reading">
        <PageTitle>{t.title}</PageTitle>
        <p>{t.intro}</p>
        <p>
          <Link to="/developers/programs">{programs}</Link>
        </p>
        <Section title={t.token} className="stack-8">
          <Lines lines={t.tokenLines} />
          <Code label={t.token}>{token}</Code>
          <Code label="token.mjs">{runs.token}</Code>
        </Section>
        <Section title={t.sign} className="stack-8">
          <Lines lines={t.signLines} />
          <h3>{t.covers}</h3>
          <Named rows={t.coverRows} />
        </Section>
        <Section title={t.hmac} className="stack-8">
          <p>{t.hmacText}</p>
          <Code label={t.hmac}>{hmac}</Code>
          <Code label="sign-hmac.mjs">{runs.hmac}</Code>
        </Section>
        <Section title={t.ed25519} className="stack-8">
          <p>{t.ed25519Text}</p>
          <Code label="openssl">{makeKeys}</Code>
          <Code label={t.ed25519}>{ed25519}</Code>
          <Code label="sign-ed25519.mjs">{runs.ed25519}</Code>
          <p>{t.others}</p>
        </Section>
        <Section title={t.wrong} className="stack-8">
          <p>{t.wrongText}</p>
          <Named rows={t.reasonRows} />
          <p>{t.wrongMore}</p>
        </Section>
        <Section title={t.quota} className="stack-8">
          <Lines lines={t.quotaLines} />
        </Section>
        <Section title={t.rotate} className="stack-8">
          <p>{t.rotateText}</p>
        </Section>
      </div>
    </>
  )
}

const Lines = ({ lines }: { lines: readonly string[] }) => lines.map((line) => <p key={line}>{line}</p>)

const Named = ({ rows }: { rows: (readonly [string, string])[] }) => (
  <div className="card">
    <Facts rows={rows} />
  </div>
)
