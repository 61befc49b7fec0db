import { useMutation } from '@tanstack/react-query'
import type { ReceiptKey, VerifiedReceipt } from '@zhengtong/platform/support/fiscal-receipts/contract.ts'
import { request, requestFile } from '@zhengtong/ui/api/request.ts'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { FieldFrame } from '@zhengtong/ui/components/field.tsx'
import { Said, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { Facts, Section } from '@zhengtong/ui/components/surfaces.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { defineWords, useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { receiptWords } from '../features/fiscal-receipts/words.ts'
import { yuanOf } from '../features/payments/words.ts'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import '../features/payments/payments.css'

const words = defineWords(
  {
    title: '财政电子票据查验',
    intro: '不用登录。输入票据上的票据代码、票据号码和校验码，看票据是真是假、有没有冲红、有没有入账。',
    check: '查验',
    need: '请照票据填：代码 8 位数字，号码 10 位数字，校验码 6 位。',
    codeHelp: '8 位数字',
    numberHelp: '10 位数字',
    checkHelp: '6 位字母或者数字，不分大小写',
    good: '这张票据是真的，有效',
    taken: '这张票据已经冲红',
    isRed: '这是一张红字票据，它冲红了另一张',
    print: '打印票据',
    other: '查另一张',
  },
  {
    title: 'Check a fiscal receipt',
    intro:
      'Without signing in. Enter the code, number and check code on the receipt to see whether it is genuine, taken back, or booked already.',
    check: 'Check',
    need: 'As on the receipt: a code of 8 digits, a number of 10 digits, a check code of 6 characters.',
    codeHelp: '8 digits',
    numberHelp: '10 digits',
    checkHelp: '6 letters or digits, upper or lower case',
    good: 'This receipt is genuine and good',
    taken: 'This receipt was taken back',
    isRed: 'This is a red receipt: it takes another back',
    print: 'Print the receipt',
    other: 'Check another',
  },
)

/** 票据查验: by what is on its face, for whoever was handed a receipt; it is printed here, too, at kiosks. */
export function CheckReceiptPage() {
  const t = useWords(words)
  const check = useMutation({
    mutationFn: (body: ReceiptKey) => request<VerifiedReceipt>('/fiscal-receipt-checks', { method: 'POST', body }),
  })
  return (
    <>
      <Crumbs here={t.title} />
      <div className="reading stack">
        <PageTitle>{t.title}</PageTitle>
        {check.data && check.variables ? (
          <Found receipt={check.data} face={check.variables} onOther={check.reset} />
        ) : (
          <Ask busy={check.isPending} error={check.error} onAsk={check.mutate} />
        )}
      </div>
    </>
  )
}

function Ask({ busy, error, onAsk }: { busy: boolean; error: Error | null; onAsk: (face: ReceiptKey) => void }) {
  const t = useWords(words)
  const r = useWords(receiptWords)
  const [face, setFace] = useState<ReceiptKey>({ code: '', number: '', checkCode: '' })
  const [asked, setAsked] = useState(false)
  const ready = /^\d{8}$/.test(face.code) && /^\d{10}$/.test(face.number) && /^[0-9A-Za-z]{6}$/.test(face.checkCode)
  const fields = [
    { key: 'code', label: r.code, help: t.codeHelp, length: 8 },
    { key: 'number', label: r.number, help: t.numberHelp, length: 10 },
    { key: 'checkCode', label: r.checkCode, help: t.checkHelp, length: 6 },
  ] as const
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        setAsked(true)
        if (ready) onAsk(face)
      }}
    >
      <p>{t.intro}</p>
      {asked && !ready ? <Said role="alert">{t.need}</Said> : null}
      {error && ready ? <TroubleSaid error={error} /> : null}
      {fields.map(({ key, label, help, length }) => (
        <FieldFrame key={key} id={`receipt-${key}`} frame="label" label={label} help={help}>
          <input
            id={`receipt-${key}`}
            className="input"
            inputMode={key === 'checkCode' ? 'text' : 'numeric'}
            autoComplete="off"
            autoCapitalize="none"
            maxLength={length}
            value={face[key]}
            onChange={({ target }) => setFace({ ...face, [key]: target.value.trim() })}
          />
        </FieldFrame>
      ))}
      <Acts>
        <Button type="submit" busy={busy}>
          {t.check}
        </Button>
      </Acts>
    </form>
  )
}

function Found({ receipt, face, onOther }: { receipt: VerifiedReceipt; face: ReceiptKey; onOther: () => void }) {
  const t = useWords(words)
  const r = useWords(receiptWords)
  const format = useFormat()
  const good = receipt.state === 'valid' && !receipt.red
  const print = useMutation({
    mutationFn: async () => {
      const paper = await requestFile('/fiscal-receipt-checks/papers', { method: 'POST', body: face })
      // A browser that lets no window open shows it in this one.
      const file = URL.createObjectURL(paper)
      if (!window.open(file, '_blank')) window.location.assign(file)
    },
  })
  return (
    <>
      <Said tone={good ? 'good' : 'wait'} role="status">
        <h2>{good ? t.good : receipt.red ? t.isRed : t.taken}</h2>
        {receipt.reversedBy ? <p>{r.reversedBy(`${receipt.reversedBy.code}-${receipt.reversedBy.number}`)}</p> : null}
        {good ? <p>{receipt.entered ? r.enteredText : r.notEntered}</p> : null}
      </Said>
      <Section title={`${r.kind[receipt.kind]}${receipt.red ? `（${r.red}）` : ''}`}>
        <p className="pay-sum">{r.yuan(yuanOf(receipt.totalFen))}</p>
        <Facts
          rows={[
            [r.code, receipt.code],
            [r.number, receipt.number],
            [r.payer, receipt.payer],
            [r.department, receipt.department],
            [r.issued, format.day(receipt.issuedAt)],
          ]}
        />
        <table className="pay-lines" aria-label={r.items}>
          <tbody>
            {receipt.lines.map((line) => (
              <tr key={line.code}>
                <td>
                  {line.name}
                  <p className="soft">{line.standard}</p>
                </td>
                <td>{r.yuan(yuanOf(line.fen))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
      {print.isError ? <TroubleSaid error={print.error} /> : null}
      <Acts>
        <Button busy={print.isPending} onClick={() => print.mutate()}>
          {t.print}
        </Button>
        <Button look="quiet" onClick={onOther}>
          {t.other}
        </Button>
      </Acts>
    </>
  )
}
