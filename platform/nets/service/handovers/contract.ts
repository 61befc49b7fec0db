import Type, { type Static } from 'typebox'
import { IdentifiedBy } from '../counter/contract.ts'

/** waiting 待取, handed 已交, returned 退回. */
export const HandoverState = Type.Enum(['waiting', 'handed', 'returned'])
export type HandoverState = Static<typeof HandoverState>

/** hand-over 交给本人或代领人, return 退回办理部门. */
export const HandoverVerb = Type.Enum(['hand-over', 'return'])
export type HandoverVerb = Static<typeof HandoverVerb>

const closed = { additionalProperties: false }
const Name = Type.String({ minLength: 1, maxLength: 80 })

export const HandedDocument = Type.Object(
  { name: Name, no: Type.Optional(Type.String({ minLength: 1, maxLength: 80 })) },
  { title: 'HandedDocument', ...closed },
)
export type HandedDocument = Static<typeof HandedDocument>

export const ReceiveInput = Type.Object(
  {
    caseNo: Type.String({ minLength: 6, maxLength: 40 }),
    documents: Type.Array(HandedDocument, { minItems: 1, maxItems: 20, description: 'What lies in the envelope' }),
    shelf: Type.Optional(Type.String({ minLength: 1, maxLength: 20, description: 'Where it is put' })),
  },
  closed,
)
export type ReceiveInput = Static<typeof ReceiveInput>

/** Lines of the pen on a field 600 wide and 200 high: x, y, x, y … */
export const Strokes = Type.Array(
  Type.Array(Type.Integer({ minimum: 0, maximum: 600 }), { minItems: 4, maxItems: 2000 }),
  {
    title: 'Strokes',
    minItems: 1,
    maxItems: 60,
  },
)
export type Strokes = Static<typeof Strokes>

export const Taking = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 50 }),
    idNumber: Type.String({
      minLength: 18,
      maxLength: 18,
      description: 'As read from the card of whoever stands there',
    }),
    identifiedBy: IdentifiedBy,
    proxyPaper: Type.Optional(
      Type.Boolean({ description: 'A signed mandate lies with the desk: for who comes for another without the code' }),
    ),
    code: Type.Optional(Type.String({ pattern: '^\\d{6}$', description: 'The pick-up code that the person was sent' })),
    strokes: Type.Optional(Strokes),
    checked: Type.Array(Type.Integer({ minimum: 0, maximum: 19 }), {
      uniqueItems: true,
      description: 'Which documents were looked through together: all of them',
    }),
  },
  closed,
)
export type Taking = Static<typeof Taking>

export const HandoverActInput = Type.Object(
  {
    verb: HandoverVerb,
    taking: Type.Optional(Taking),
    reason: Type.Optional(Type.String({ minLength: 2, maxLength: 300, description: 'return: why' })),
  },
  closed,
)
export type HandoverActInput = Static<typeof HandoverActInput>

export const Taker = Type.Object(
  {
    name: Type.String(),
    idNumber: Type.String({ description: 'Masked' }),
    identifiedBy: IdentifiedBy,
    as: Type.Enum(['self', 'by-code', 'by-paper']),
  },
  { title: 'ResultTaker' },
)
export type Taker = Static<typeof Taker>

const head = {
  id: Type.String(),
  point: Type.String(),
  pointName: Type.String(),
  caseNo: Type.String(),
  itemName: Type.String(),
  department: Type.String(),
  person: Type.String({ description: 'Masked in lists; whole where it was opened to be handed over' }),
  documents: Type.Array(HandedDocument),
  shelf: Type.Optional(Type.String()),
  state: HandoverState,
  receivedAt: Type.String(),
  keepUntil: Type.String(),
  overdue: Type.Boolean({ description: 'Not collected in time' }),
  told: Type.Boolean({ description: 'False: nobody could be told; call or write' }),
  endedAt: Type.Optional(Type.String()),
}

export const HandoverRow = Type.Object(head, { title: 'HandoverRow' })
export type HandoverRow = Static<typeof HandoverRow>

export const Handover = Type.Object(
  {
    ...head,
    caseId: Type.String(),
    natural: Type.Boolean(),
    receivedBy: Type.String(),
    endedBy: Type.Optional(Type.String()),
    taker: Type.Optional(Taker),
    signedBy: Type.Optional(Type.Enum(['drawn', 'code'])),
    strokes: Type.Optional(Strokes),
    reason: Type.Optional(Type.String()),
    may: Type.Array(HandoverVerb),
  },
  { title: 'Handover' },
)
export type Handover = Static<typeof Handover>

/** What a person learns of their own results: where they lie and until when. */
export const MyResult = Type.Object(
  {
    id: Type.String(),
    point: Type.String(),
    pointName: Type.String(),
    address: Type.String(),
    caseId: Type.String(),
    caseNo: Type.String(),
    itemName: Type.String(),
    documents: Type.Array(HandedDocument),
    keepUntil: Type.String(),
    overdue: Type.Boolean(),
  },
  { title: 'MyResult' },
)
export type MyResult = Static<typeof MyResult>

const SheetLine = Type.Object(
  {
    caseNo: Type.String(),
    itemName: Type.String(),
    person: Type.String(),
    documents: Type.Integer(),
    at: Type.String(),
  },
  { title: 'SheetLine' },
)

export const HandoverSheet = Type.Object(
  {
    point: Type.String(),
    pointName: Type.String(),
    day: Type.String(),
    window: Type.String(),
    received: Type.Array(SheetLine),
    handed: Type.Array(SheetLine),
    returned: Type.Array(SheetLine),
    left: Type.Array(SheetLine),
    signed: Type.Optional(Type.Object({ by: Type.String(), at: Type.String(), digest: Type.String() })),
    takenOver: Type.Optional(Type.Object({ by: Type.String(), at: Type.String() })),
    may: Type.Array(Type.Enum(['sign', 'take-over'])),
  },
  { title: 'HandoverSheet' },
)
export type HandoverSheet = Static<typeof HandoverSheet>

export const problems = {
  'handovers.forbidden': {
    zh: '您的岗位不能在这个服务点出件。没有做任何改动。',
    en: 'Your post hands over no results at this point. Nothing was changed.',
  },
  'handovers.missing': { zh: '没有这件出件，或者不归您看。', en: 'There is no such result for you.' },
  'handovers.not-here': { zh: '这个服务点不出件。', en: 'This point hands over no results.' },
  'handovers.no-window': {
    zh: '您还没有在这个服务点开窗。先开窗，再收件、出件。',
    en: 'You have opened no window at this point. Open one first.',
  },
  'handovers.no-case': { zh: '没有这个编号的办件。请核对编号。', en: 'There is no case with this number.' },
  'handovers.not-decided': {
    zh: '这件还没有决定，没有结果可交。',
    en: 'The case is not decided; there is nothing to hand over.',
  },
  'handovers.waiting-already': {
    zh: '这件的结果已经在等领取。没有再收一次。',
    en: 'The result of this case waits already. It was not received again.',
  },
  'handovers.not-now': {
    zh: '这件已经交出或者退回了。没有做任何改动，请看最新情况。',
    en: 'It was handed over or returned before. Nothing was changed; look again.',
  },
  'handovers.bad-number': {
    zh: '身份证号码不对，请再读一次证。',
    en: 'The ID number is not right; read the card again.',
  },
  'handovers.not-the-person': {
    zh: '来的人不是本人。代领要取件码，或者留下签字的委托书。没有交出。',
    en: 'This is not the person. Who comes for another needs the pick-up code or leaves a signed mandate. Nothing was handed over.',
  },
  'handovers.wrong-code': {
    zh: '取件码不对，或者试得太多次。没有交出。请核对本人的身份证，并让本人签名。',
    en: 'The pick-up code is wrong or was tried too often. Nothing was handed over. Check the person’s card and have them sign.',
  },
  'handovers.not-signed': { zh: '领取人还没有签名，也没有报取件码。', en: 'Neither signed nor confirmed by the code.' },
  'handovers.not-checked': {
    zh: '文件还没有当面逐件核对。请全部核对后再交。',
    en: 'Not every document was looked through together. Check all of them first.',
  },
  'handovers.no-reason': { zh: '退回要写原因。', en: 'A return needs its reason.' },
  'handovers.sheet-signed': {
    zh: '这个窗口今天的交接单已经签了，不能再收件、出件。请换窗口，或者明天再办。',
    en: 'The sheet of this window was signed today; nothing more is received or handed over here. Use another window.',
  },
  'handovers.sheet-not-now': {
    zh: '交接单要先由交班人签，再由另一个人接班签，各签一次；将来的日子不能签。',
    en: 'The sheet is signed by the clerk who leaves, then by another who takes over, once each, and for no day to come.',
  },
}
