import { defineEvent } from '#ground/events.ts'
import { BillAdjusted, BillSettled } from './contract.ts'

/** A bill is paid: money for all of it has come, once. */
export const billPaid = defineEvent('payments.bill-paid', BillSettled)

/** Of a paid bill some money went back, or a part of a deposit became income: what its receipt says is no longer so. */
export const billAdjusted = defineEvent('payments.bill-adjusted', BillAdjusted)
