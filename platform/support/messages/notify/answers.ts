import type { Template } from '../contract.ts'
import type { Asked, Opened } from '../service.ts'
import type { Filled } from '../templates/template.ts'

/** Answers in the shapes that clients of the GOV.UK Notify v2 API know. */

type Place = { baseUrl: string }

export const notificationUri = ({ baseUrl }: Place, id: string) => `${baseUrl}/v2/notifications/${id}`
export const templateUri = ({ baseUrl }: Place, id: string, version: number) =>
  `${baseUrl}/v2/template/${id}/version/${version}`

/** What comes back at once when a message is put down to be sent. */
export function asked(place: Place, message: Asked, given: { reference?: string; from: string; templateId: string }) {
  const { id, channel, subject, body } = message
  return {
    id,
    reference: given.reference ?? null,
    content:
      channel === 'email'
        ? { subject: subject ?? '', body, from_email: given.from, one_click_unsubscribe_url: null }
        : { body, from_number: given.from },
    uri: notificationUri(place, id),
    template: {
      id: given.templateId,
      version: message.templateVersion,
      uri: templateUri(place, given.templateId, message.templateVersion),
    },
    scheduled_for: null,
  }
}

export function notification(place: Place, { row, template, to, content }: Opened) {
  const iso = (at: Date | null) => at?.toISOString() ?? null
  return {
    id: row.id,
    reference: row.reference,
    email_address: row.channel === 'email' ? (to ?? null) : null,
    phone_number: row.channel === 'sms' ? (to ?? null) : null,
    ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((line) => [`line_${line}`, null])),
    postcode: null,
    postage: null,
    type: row.channel,
    status: row.status,
    template: {
      id: template.id,
      name: template.name,
      version: template.version,
      uri: templateUri(place, template.id, template.version),
    },
    body: content?.body ?? '',
    subject: content?.subject ?? null,
    created_at: row.created_at.toISOString(),
    created_by_name: null,
    sent_at: iso(row.sent_at),
    completed_at: iso(row.done_at),
    // It waits for the end of the quiet hours; what waits for its turn, or to be tried again, has no hour.
    scheduled_for: row.attempts === 0 && row.due_at && row.due_at > row.created_at ? iso(row.due_at) : null,
    one_click_unsubscribe: null,
    is_cost_data_ready: true,
    cost_in_pounds: 0,
    cost_details: row.channel === 'sms' ? { billable_sms_fragments: row.parts } : {},
  }
}

export function template({ id, name, channel, version, texts, createdAt, createdBy, blanks }: Template) {
  const { subject, body } = texts.zh
  return {
    id,
    name,
    type: channel,
    created_at: createdAt,
    updated_at: version > 1 ? createdAt : null,
    created_by: createdBy,
    version,
    body,
    subject: subject ?? null,
    letter_contact_block: null,
    personalisation: Object.fromEntries(blanks.map((blank) => [blank, { required: true }])),
  }
}

export const preview = (of: { id: string; version: number; channel: string }, { subject, body }: Filled) => ({
  id: of.id,
  type: of.channel,
  version: of.version,
  body,
  subject: subject ?? null,
  html: null,
  postage: null,
})
