import { useMutation, useQuery } from '@tanstack/react-query'
import type { ChannelView, NumberedBill, PayAnswer } from '@zhengtong/platform/support/payments/contract.ts'
import { request, requestFile } from '@zhengtong/ui/api/request.ts'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { FieldFrame } from '@zhengtong/ui/components/field.tsx'
import { Said, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { Facts, Section } from '@zhengtong/ui/components/surfaces.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { defineWords, usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { channelsQuery } from '../features/payments/queries.ts'
import { paymentWords, yuanOf } from '../features/payments/words.ts'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import '../features/payments/payments.css'

const words = defineWords(
  {
    title: '凭缴款识别码缴费',
    intro:
      '不用登录。替别人缴、在自助机上缴，输入缴款通知书上的缴款识别码和缴款人名称。电子凭证在缴款人的“我的证照”里，随时可以下载、打印。',
    number: '缴款识别码',
    numberHelp: '20 位数字，在缴款通知书和缴款单上。',
    payer: '缴款人名称',
    find: '查询',
    need: '请填写缴款识别码和缴款人名称。',
    who: '缴款人',
    paid: '已经缴清',
    paidText: '缴款人会收到通知和电子凭证，办理继续。凭证现在打印也行，以后凭同样的号码和名称再打印也行。',
    print: '打印凭证',
    printing: '凭证正在开具，请稍等。',
    closed: '这张缴款单已经关闭，不能缴。',
    other: '查另一张',
  },
  {
    title: 'Pay by bill number',
    intro:
      'Without signing in: for somebody else, or at a kiosk. Enter the number on the notice and the name of the payer. The receipt lies in the payer’s wallet, to download or print at any time.',
    number: 'Payment number',
    numberHelp: '20 digits, on the notice and on the bill.',
    payer: 'Name of the payer',
    find: 'Find',
    need: 'Enter the payment number and the name of the payer.',
    who: 'Payer',
    paid: 'Paid',
    paidText:
      'The payer is told and gets the receipt; the case goes on. Print it now, or later with the same number and name.',
    print: 'Print the receipt',
    printing: 'The receipt is being made. One moment.',
    closed: 'This bill is closed and cannot be paid.',
    other: 'Another bill',
  },
)

type Named = { no: string; payer: string }
const everyWhilePaying = 2_000

/** 自助缴费: a bill by its number and name, a code to scan, and the page knows when it is paid. */
export function PayByNumberPage() {
  const t = useWords(words)
  const [named, setNamed] = useState<Named>()
  return (
    <>
      <Crumbs here={t.title} />
      <div className="reading stack">
        <PageTitle>{t.title}</PageTitle>
        {named ? <Bill named={named} onOther={() => setNamed(undefined)} /> : <Ask onFind={setNamed} />}
      </div>
    </>
  )
}

function Ask({ onFind }: { onFind: (named: Named) => void }) {
  const t = useWords(words)
  const [no, setNo] = useState('')
  const [payer, setPayer] = useState('')
  const [asked, setAsked] = useState(false)
  const ready = no.replace(/\s/g, '').length === 20 && payer.trim().length > 1
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        setAsked(true)
        if (ready) onFind({ no: no.replace(/\s/g, ''), payer: payer.trim() })
      }}
    >
      <p>{t.intro}</p>
      {asked && !ready ? <Said role="alert">{t.need}</Said> : null}
      <FieldFrame id="bill-no" frame="label" label={t.number} help={t.numberHelp}>
        <input
          id="bill-no"
          className="input"
          inputMode="numeric"
          maxLength={30}
          value={no}
          onChange={({ target }) => setNo(target.value)}
        />
      </FieldFrame>
      <FieldFrame id="bill-payer" frame="label" label={t.payer}>
        <input
          id="bill-payer"
          className="input"
          maxLength={100}
          value={payer}
          onChange={({ target }) => setPayer(target.value)}
        />
      </FieldFrame>
      <Acts>
        <Button type="submit">{t.find}</Button>
      </Acts>
    </form>
  )
}

function Bill({ named, onOther }: { named: Named; onOther: () => void }) {
  const t = useWords(words)
  const p = useWords(paymentWords)
  const pick = usePick()
  const format = useFormat()
  const channels = useQuery(channelsQuery)
  const pay = useMutation({
    mutationFn: (channel: string) =>
      request<PayAnswer>('/bill-lookups/orders', { method: 'POST', body: { ...named, channel } }),
  })
  const query = useQuery({
    queryKey: ['bill-lookup', named],
    queryFn: ({ signal }) => request<NumberedBill>('/bill-lookups', { method: 'POST', body: named, signal }),
    refetchInterval: ({ state }) => (pay.data && waits(state.data) ? everyWhilePaying : false),
  })
  const again = (
    <Acts>
      <Button look="quiet" onClick={onOther}>
        {t.other}
      </Button>
    </Acts>
  )
  if (query.isPending) return null
  if (query.isError)
    return (
      <>
        <TroubleSaid error={query.error} onRetry={() => void query.refetch()} />
        {again}
      </>
    )
  const bill = query.data
  const usable = channels.data?.filter(({ ways }) => ways.includes('qr')) ?? []
  return (
    <>
      <Section title={pick(bill.title, bill.titleEn)}>
        <p className="pay-sum">{p.yuan(yuanOf(bill.totalFen))}</p>
        <Facts
          rows={[
            [p.number, bill.no],
            [t.who, bill.payer],
            [p.department, bill.department],
            [p.due, format.day(bill.due)],
          ]}
        />
      </Section>
      {bill.state === 'paid' ? (
        <Said tone="good" role="status">
          <h2>{t.paid}</h2>
          <p>{t.paidText}</p>
          <Receipt named={named} ready={bill.mayPrint} />
        </Said>
      ) : !bill.mayPay ? (
        <Said role="status">{t.closed}</Said>
      ) : pay.data?.qr ? (
        <Code answer={pay.data} channel={usable.find(({ key }) => key === pay.variables)} />
      ) : (
        <Section title={p.choose}>
          {pay.isError ? <TroubleSaid error={pay.error} /> : null}
          {usable.length === 0 ? <Said>{p.noChannel}</Said> : null}
          <ul className="pay-ways">
            {usable.map((channel) => (
              <li key={channel.key}>
                <Button look="quiet" big busy={pay.isPending} onClick={() => pay.mutate(channel.key)}>
                  {pick(channel.name, channel.nameEn)}
                  {channel.simulated ? <span className="soft">{p.simulated}</span> : null}
                </Button>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {again}
    </>
  )
}

/** Until it is paid, and then until its receipt is made. */
const waits = (bill?: NumberedBill): boolean => bill?.state === 'open' || (bill?.state === 'paid' && !bill.mayPrint)

/** 按需取票: printed when it is wanted. */
function Receipt({ named, ready }: { named: Named; ready: boolean }) {
  const t = useWords(words)
  const print = useMutation({
    mutationFn: async () => {
      const paper = await requestFile('/bill-lookups/receipts', { method: 'POST', body: named })
      // A browser that lets no window open shows it in this one.
      const file = URL.createObjectURL(paper)
      if (!window.open(file, '_blank')) window.location.assign(file)
    },
  })
  if (!ready) return <p className="soft">{t.printing}</p>
  return (
    <>
      {print.isError ? <TroubleSaid error={print.error} /> : null}
      <Acts>
        <Button busy={print.isPending} onClick={() => print.mutate()}>
          {t.print}
        </Button>
      </Acts>
    </>
  )
}

function Code({ answer, channel }: { answer: PayAnswer; channel: ChannelView | undefined }) {
  const p = useWords(paymentWords)
  const pick = usePick()
  const format = useFormat()
  const name = channel ? pick(channel.name, channel.nameEn) : ''
  return (
    <Section title={p.scan(name)}>
      <img className="pay-code" src={answer.qr?.image} alt={p.qrName(name)} width={240} height={240} />
      <p>{p.scanText(format.time(answer.expires))}</p>
    </Section>
  )
}
