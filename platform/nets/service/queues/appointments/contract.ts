import Type, { type Static } from 'typebox'

const TimeOfDay = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' })

export const Slot = Type.Object({ time: TimeOfDay, free: Type.Integer() }, { title: 'AppointmentSlot' })
export const SlotDay = Type.Object(
  { day: Type.String({ format: 'date' }), slots: Type.Array(Slot) },
  { title: 'AppointmentDay' },
)
export type SlotDay = Static<typeof SlotDay>

export const AppointmentInput = Type.Object(
  {
    day: Type.String({ format: 'date' }),
    time: TimeOfDay,
    itemId: Type.Optional(Type.String({ format: 'uuid' })),
  },
  { additionalProperties: false },
)
export type AppointmentInput = Static<typeof AppointmentInput>

export const AppointmentVerb = Type.Enum(['cancel', 'arrive'])
export type AppointmentVerb = Static<typeof AppointmentVerb>

export const Appointment = Type.Object(
  {
    id: Type.String(),
    point: Type.String(),
    pointName: Type.String(),
    day: Type.String(),
    time: Type.String(),
    itemId: Type.Optional(Type.String()),
    itemName: Type.Optional(Type.String()),
    person: Type.String({ description: 'Masked for the hall' }),
    state: Type.Enum(['booked', 'arrived', 'cancelled', 'missed']),
    ticket: Type.Optional(Type.String({ description: 'The number taken on arrival' })),
    may: Type.Array(AppointmentVerb),
  },
  { title: 'Appointment' },
)
export type Appointment = Static<typeof Appointment>

export const problems = {
  'queues.no-appointments': { zh: '这里不用预约，直接来。', en: 'No appointments are made here; just come.' },
  'queues.bad-slot': { zh: '这个时段不能约，请另选。', en: 'This slot cannot be booked; choose another.' },
  'queues.slot-full': {
    zh: '这个时段约满了，请另选。没有预约。',
    en: 'The slot is full. Choose another; nothing was booked.',
  },
  'queues.has-appointment': {
    zh: '您这一天在这里已经约过了。',
    en: 'You already have an appointment here on that day.',
  },
  'queues.appointment-missing': { zh: '没有这个预约。', en: 'There is no such appointment.' },
  'queues.not-that-day': { zh: '不是今天的预约，不能报到。', en: 'The appointment is not for today.' },
}
