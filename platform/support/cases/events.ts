import { defineEvent } from '#ground/events.ts'
import { CaseHappened } from './contract.ts'

/** Something was done to a case: submitted, accepted, granted … `verb` says which act, `status` where it stands now. */
export const CaseMoved = defineEvent('cases.case-moved', CaseHappened)
