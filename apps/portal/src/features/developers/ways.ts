/** Where live access is applied for: the item, found by its name as anybody would. */
export const accessItem = { q: '公共支撑能力接入申请' }
