import { defineEvent } from '#ground/events.ts'
import { ReleaseHappened } from './contract.ts'

export const ReleasePublished = defineEvent('opening.release-published', ReleaseHappened)
export const ReleaseEnded = defineEvent('opening.release-ended', ReleaseHappened)
