import Type from 'typebox'
import { defineEvent } from '#ground/events.ts'
import { NoticeState } from './contract.ts'

/** A supervision notice was issued, answered, accepted, returned or escalated. The subject is the notice. */
export const NoticeMoved = defineEvent(
  'supervision.notice-moved',
  Type.Object({ caseId: Type.String(), departmentId: Type.String(), verb: Type.String(), state: NoticeState }),
)
