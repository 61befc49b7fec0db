import Type, { type Static } from 'typebox'
import { problems as appointments } from './appointments/contract.ts'

/** Why somebody goes first: elders, disabled people, pregnant women, soldiers (绿色通道). */
export const GreenReason = Type.Enum(['elder', 'disabled', 'pregnant', 'soldier'])
export type GreenReason = Static<typeof GreenReason>

export const TicketState = Type.Enum(['waiting', 'called', 'serving', 'skipped', 'finished', 'cancelled'])
export type TicketState = Static<typeof TicketState>

/** recall 重呼, start 开始办理, skip 过号, return 过号回来, transfer 转窗口, finish 办结, cancel 取消. */
export const TicketVerb = Type.Enum(['recall', 'start', 'skip', 'return', 'transfer', 'finish', 'cancel'])
export type TicketVerb = Static<typeof TicketVerb>

const Id = Type.String({ format: 'uuid' })

export const TicketInput = Type.Object(
  {
    itemId: Type.Optional(Id),
    green: Type.Optional(GreenReason),
    channel: Type.Optional(
      Type.Enum(['kiosk', 'window'], {
        description: 'By staff or a machine of the hall; a person’s own is the portal',
      }),
    ),
  },
  { additionalProperties: false },
)
export type TicketInput = Static<typeof TicketInput>

export const TicketActInput = Type.Object(
  {
    verb: TicketVerb,
    window: Type.Optional(Type.String({ maxLength: 6, description: 'transfer: to which window' })),
    caseId: Type.Optional(Type.String({ format: 'uuid', description: 'finish: the case it became' })),
  },
  { additionalProperties: false },
)
export type TicketActInput = Static<typeof TicketActInput>

export const Ticket = Type.Object(
  {
    id: Type.String(),
    point: Type.String({ description: 'Key of the service point' }),
    pointName: Type.String(),
    no: Type.String(),
    day: Type.String(),
    state: TicketState,
    itemId: Type.Optional(Type.String()),
    itemName: Type.Optional(Type.String()),
    green: Type.Optional(GreenReason),
    channel: Type.Enum(['portal', 'kiosk', 'window']),
    person: Type.Optional(Type.String({ description: 'For the clerk who called it' })),
    window: Type.Optional(Type.String()),
    takenAt: Type.String(),
    calledAt: Type.Optional(Type.String()),
    startedAt: Type.Optional(Type.String()),
    calls: Type.Integer(),
    ahead: Type.Optional(Type.Integer({ description: 'While it waits' })),
    minutes: Type.Optional(Type.Integer({ description: 'While it waits: estimated' })),
    may: Type.Array(TicketVerb),
  },
  { title: 'Ticket' },
)
export type Ticket = Static<typeof Ticket>

/** What hangs in the hall: numbers and windows, nobody’s name. */
export const CallingScreen = Type.Object(
  {
    point: Type.String(),
    pointName: Type.String(),
    calls: Type.Array(
      Type.Object(
        { no: Type.String(), window: Type.String(), at: Type.String(), again: Type.Boolean() },
        { title: 'CalledNumber' },
      ),
    ),
    next: Type.Array(Type.String()),
    skipped: Type.Array(Type.String()),
    waiting: Type.Integer(),
    openWindows: Type.Integer(),
    minutes: Type.Integer(),
  },
  { title: 'CallingScreen' },
)
export type CallingScreen = Static<typeof CallingScreen>

export const DutyInput = Type.Object(
  { point: Type.String({ maxLength: 100 }), window: Type.String({ maxLength: 6 }) },
  { additionalProperties: false },
)
export type DutyInput = Static<typeof DutyInput>

export const Duty = Type.Object(
  {
    id: Type.String(),
    point: Type.String(),
    pointName: Type.String(),
    window: Type.String(),
    clerk: Type.String(),
    since: Type.String(),
    ticket: Type.Optional(Ticket),
    waiting: Type.Integer(),
    skipped: Type.Array(Ticket),
    served: Type.Integer({ description: 'Today, at this window by this clerk' }),
  },
  { title: 'WindowDuty' },
)
export type Duty = Static<typeof Duty>

export const WindowLoad = Type.Object(
  {
    window: Type.String(),
    name: Type.String(),
    dutyId: Type.Optional(Type.String()),
    clerk: Type.Optional(Type.String()),
    since: Type.Optional(Type.String()),
    now: Type.Optional(Type.String({ description: 'The number at the window' })),
    served: Type.Integer(),
    averageMinutes: Type.Optional(Type.Number()),
  },
  { title: 'WindowLoad' },
)
export type WindowLoad = Static<typeof WindowLoad>

export const HallLoad = Type.Object(
  {
    point: Type.String(),
    pointName: Type.String(),
    day: Type.String(),
    waiting: Type.Integer(),
    served: Type.Integer(),
    skipped: Type.Integer(),
    left: Type.Integer({ description: 'Cancelled by the person or the hall' }),
    averageWait: Type.Optional(Type.Number({ description: 'Minutes from number to call' })),
    averageService: Type.Optional(Type.Number({ description: 'Minutes from call to end' })),
    usualMinutes: Type.Integer(),
    windows: Type.Array(WindowLoad),
  },
  { title: 'HallLoad' },
)
export type HallLoad = Static<typeof HallLoad>

export const MoveInput = Type.Object({ window: Type.String({ maxLength: 6 }) }, { additionalProperties: false })

export const problems = {
  ...appointments,
  'queues.closed': {
    zh: '这个服务点现在不开门，取不了号。没有取号。',
    en: 'This point is closed now. No number was taken.',
  },
  'queues.no-windows': {
    zh: '这里没有人工窗口，不用取号，到了直接办。',
    en: 'There are no windows here and no numbers; come and use it.',
  },
  'queues.not-here': {
    zh: '这件事这里办不了。请换一个服务点。',
    en: 'This point does not handle the service. Choose another.',
  },
  'queues.has-ticket': {
    zh: '您在这里已经有一个号，还没办完。',
    en: 'You already have a number here that is not done.',
  },
  'queues.another-ticket': {
    zh: '过号以后这个人另取了号，这个号不能再排回去。请叫新的号。',
    en: 'After this number was skipped the person took another, so it does not go back to the queue. Call the new one.',
  },
  'queues.forbidden': {
    zh: '您的岗位不能在这个服务点做这件事。没有做任何改动。',
    en: 'Your post may not do this at this point. Nothing was changed.',
  },
  'queues.missing': { zh: '没有这个号。', en: 'There is no such number.' },
  'queues.no-window': { zh: '这个服务点没有这个窗口。', en: 'The point has no such window.' },
  'queues.window-taken': {
    zh: '窗口已经有人，或者您已经在别的窗口。先结束那一个。',
    en: 'The window is taken, or you already sit at another. End that first.',
  },
  'queues.not-on-duty': { zh: '您还没有开窗。', en: 'You have not opened a window.' },
  'queues.still-serving': {
    zh: '这个窗口还有一个号没办完。先办结、过号或转走，再做这一步。',
    en: 'A number is still at this window. Finish, skip or transfer it first.',
  },
  'queues.nobody': { zh: '现在没有人在等。', en: 'Nobody is waiting.' },
  'queues.not-now': {
    zh: '这个号现在不能这样做。没有做任何改动，请看最新情况。',
    en: 'This cannot be done with the number now. Nothing was changed; look again.',
  },
}
