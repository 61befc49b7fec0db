import { defineEvent } from '#ground/events.ts'
import { EntryHappened } from './contract.ts'

export const EntryPublished = defineEvent('catalogue.entry-published', EntryHappened)
export const EntryWithdrawn = defineEvent('catalogue.entry-withdrawn', EntryHappened)
