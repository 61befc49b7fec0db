import type { Answer, Kept, Simulated } from './purse.ts'

const plain = (text: string) => text.replace(/[&<>"]/g, (each) => `&#${each.charCodeAt(0)};`)
const yuan = (fen: number) => `¥${(fen / 100).toFixed(2)}`
const states = { waiting: '待支付', paid: '已支付', closed: '已关闭' }

function page(title: string, body: string, status = 200): Answer {
  const style =
    'body{font:16px/1.6 system-ui;max-width:36rem;margin:2rem auto;padding:0 1rem}mark{padding:.2rem .5rem}td{padding:.2rem .6rem}button{font:inherit;padding:.5rem 1.5rem}'
  const html = `<!doctype html><html lang="zh"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${style}</style><p><mark>模拟器 Simulator：这里不动真钱</mark></p><h1>${title}</h1>${body}</html>`
  return { status, type: 'text/html;charset=utf-8', body: html }
}

const button = (channel: string, { no }: Kept) =>
  `<form method="post" action="/pay?channel=${channel}&order=${no}"><button>支付 Pay</button></form>`

/** All orders, for whoever plays the payer with the phone. */
export function listPage(channels: Record<string, Simulated>, only: string | null): Answer {
  const rows = Object.values(channels).flatMap((channel) =>
    [...channel.purse.orders.values()]
      .filter(({ state }) => only === null || state === only)
      .map(
        (kept) =>
          `<tr><td>${channel.name}<td>${plain(kept.title)}<td>${kept.no}<td>${yuan(kept.fen)}<td>${states[kept.state]}<td>${kept.state === 'waiting' ? button(channel.key, kept) : ''}`,
      ),
  )
  return page('支付渠道模拟器', rows.length > 0 ? `<table>${rows.join('')}</table>` : '<p>还没有订单。</p>')
}

/** What a phone shows when the payer is sent to the channel; after paying it goes back. */
export function payPage(
  channels: Record<string, Simulated>,
  query: URLSearchParams,
  pay: ((channel: string, order: string) => boolean) | undefined,
): Answer {
  const channel = channels[query.get('channel') ?? '']
  const kept = channel?.purse.orders.get(query.get('order') ?? '')
  if (!channel || !kept) return page('没有这个订单', '', 404)
  const back = query.get('redirect_url') ?? kept.returnTo
  const again = back ? `&redirect_url=${encodeURIComponent(back)}` : ''
  if (pay) {
    pay(channel.key, kept.no)
    return back
      ? { status: 303, type: 'text/plain', body: '', headers: { location: back } }
      : page('已支付', `<p>${yuan(kept.fen)}`)
  }
  const form = `<form method="post" action="/pay?channel=${channel.key}&order=${kept.no}${again}"><button>支付 Pay</button></form>`
  return page(
    `${channel.name}（模拟）`,
    `<p>${plain(kept.title)}<p>${yuan(kept.fen)}${kept.state === 'waiting' ? form : `<p>${states[kept.state]}`}`,
  )
}
