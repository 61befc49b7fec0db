import { useLanguage } from '@zhengtong/ui/i18n/language.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { useSignIn } from './use-sign-in.ts'
import { words } from './words.ts'

export function SignInForm({ onDone }: { onDone: () => void }) {
  const w = useWords(words)
  const sentence = useSentence()
  const { language, setLanguage } = useLanguage()
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const [asked, setAsked] = useState(false)
  const signIn = useSignIn(onDone)
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (username && password) signIn.mutate({ username: username.trim(), password })
  }
  return (
    <section className="sheet flow">
      <div className="line-row">
        <h1 className="grow">{w.title}</h1>
        <Button
          type="text"
          lang={language === 'zh' ? 'en' : 'zh-CN'}
          onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}
        >
          {w.english}
        </Button>
      </div>
      <p className="soft">
        {w.intro} <a href="/">{w.portal}</a>
      </p>
      {signIn.error && (
        <Note tone="danger" alert>
          {sentence(signIn.error)}
        </Note>
      )}
      <form className="flow" onSubmit={onSubmit} noValidate>
        <Field label={w.username} fault={asked && !username ? w.needUsername : undefined}>
          {(own) => (
            <Input
              {...own}
              value={username}
              autoComplete="username"
              onChange={(event) => setUsername(event.target.value)}
            />
          )}
        </Field>
        <Field label={w.password} fault={asked && !password ? w.needPassword : undefined}>
          {(own) => (
            <Input.Password
              {...own}
              value={password}
              autoComplete="current-password"
              visibilityToggle={false}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
        <Button type="primary" htmlType="submit" size="large" block loading={signIn.isPending}>
          {w.signIn}
        </Button>
      </form>
    </section>
  )
}
