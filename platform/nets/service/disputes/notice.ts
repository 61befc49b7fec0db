import type { CaseHappened } from '#support/cases/contract.ts'
import type { Words } from '#support/notices/index.ts'
import type { DisputeRow } from './store.ts'

/** What the person who disputed a fact is told of it. Nothing was applied for, so nothing is granted or refused. */
export function wordsOf(
  { title, department_name: office, case_no: no }: Pick<DisputeRow, 'title' | 'department_name' | 'case_no'>,
  { verb, status, outcome }: Pick<CaseHappened, 'verb' | 'status' | 'outcome'>,
): Words | undefined {
  const about = (next: string, nextEn: string) => ({
    body: `数据异议核实，编号 ${no}。${next}`,
    bodyEn: `Check of a disputed fact, ${no}. ${nextEn}`,
  })
  if (status === 'closed')
    switch (outcome) {
      case 'granted':
        return {
          title: `“${title}”核实有误，已经更正`,
          titleEn: `“${title}” was wrong and is corrected`,
          ...about(
            `${office}的答复在编号对应的页面里。还在办理的办件改用更正后的信息。`,
            `The answer of ${office} is on its page. The case in hand uses what was corrected.`,
          ),
        }
      case 'denied':
        return {
          title: `“${title}”核实无误，没有更正`,
          titleEn: `“${title}” was checked and stands`,
          ...about(
            `${office}的答复写明了理由。您的办件按现在的记录继续办理，不受影响；还有不同意见，可以再提异议并补充说明。`,
            `The answer of ${office} gives the reasons. Your case goes on with the record as it is; you may dispute it again with more detail.`,
          ),
        }
      case 'withdrawn':
        return {
          title: `“${title}”的异议已撤回`,
          titleEn: `Your dispute of “${title}” was withdrawn`,
          ...about('您的办件按现在的记录继续办理。', 'Your case goes on with the record as it is.'),
        }
    }
  if (verb === 'submit')
    return {
      title: `已请${office}核实“${title}”`,
      titleEn: `${office} was asked to check “${title}”`,
      ...about('核实期间，您的办件照常办理。', 'Your case goes on meanwhile.'),
    }
  return undefined
}
