import { defineEvent } from '#ground/events.ts'
import { BillSettled } from './contract.ts'

/** A bill is paid: money for all of it has come, once. */
export const billPaid = defineEvent('payments.bill-paid', BillSettled)
