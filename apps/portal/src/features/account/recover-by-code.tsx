import { useMutation } from '@tanstack/react-query'
import { request } from '@zhengtong/ui/api/request.ts'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { Choice, FieldFrame } from '@zhengtong/ui/components/field.tsx'
import { defineWords, useWords } from '@zhengtong/ui/i18n/words.ts'
import { type ReactNode, useState } from 'react'
import { Refused } from './refused.tsx'

const words = defineWords(
  {
    help: '带证件到窗口，两位工作人员核对以后，会给您一个验证码，半小时内有效。',
    username: '账号',
    code: '窗口给的验证码',
    codeHelp: '十位字母和数字，大小写都可以。',
    password: '新密码',
    passwordHelp: '10 至 128 个字符，含大写字母、小写字母、数字、符号中的三种。',
    lost: '手机丢了：通行密钥和动态口令一起作废',
    empty: '请填写账号、验证码和新密码。',
    set: '重设密码',
  },
  {
    help: 'Bring your document to a counter: after two officials have looked at it you get a code, good for half an hour.',
    username: 'Username',
    code: 'Code from the counter',
    codeHelp: 'Ten letters and digits, in capitals or not.',
    password: 'New password',
    passwordHelp: '10 to 128 characters of three kinds: capitals, small letters, digits, signs.',
    lost: 'My phone is lost: its passkeys and one-time codes count no more',
    empty: 'Enter your username, the code and a new password.',
    set: 'Set the password',
  },
)

/** 窗口找回, the person's side: the code from the counter and a new password. */
export function RecoverByCode({ done }: { done: ReactNode }) {
  const t = useWords(words)
  const [given, setGiven] = useState({ username: '', code: '', password: '' })
  const [lostDevice, setLost] = useState(false)
  const [empty, setEmpty] = useState(false)
  const isWhole = given.username.trim() !== '' && given.code.trim().length >= 8 && given.password !== ''
  const finish = useMutation({
    mutationFn: () =>
      request('/counter-recovery-codes/password', {
        method: 'POST',
        body: { ...given, username: given.username.trim(), code: given.code.trim(), lostDevice },
      }),
  })
  if (finish.isSuccess) return done
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setEmpty(!isWhole)
        if (isWhole) finish.mutate()
      }}
    >
      <p>{t.help}</p>
      <Refused error={finish.error} />
      {(['username', 'code', 'password'] as const).map((part) => (
        <FieldFrame
          key={part}
          id={part}
          frame="label"
          label={t[part]}
          help={part === 'code' ? t.codeHelp : part === 'password' ? t.passwordHelp : undefined}
          error={empty && !given[part].trim() ? t.empty : undefined}
        >
          <input
            id={part}
            className="input"
            type={part === 'password' ? 'password' : 'text'}
            autoComplete={part === 'code' ? 'one-time-code' : part === 'password' ? 'new-password' : 'username'}
            autoCapitalize="none"
            spellCheck={false}
            maxLength={part === 'code' ? 20 : 128}
            value={given[part]}
            onChange={({ target }) => setGiven({ ...given, [part]: target.value })}
          />
        </FieldFrame>
      ))}
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
