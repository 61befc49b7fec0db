import { defineEvent } from '#ground/events.ts'
import { CaseAnnounced } from './contract.ts'

/** A flow sent a message or broadcast a signal; other cases that wait for it are told by the platform. */
export const Announced = defineEvent('cases.case-announced', CaseAnnounced)
