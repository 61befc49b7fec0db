import { cityDate } from '#kernel/working-days.ts'
import type { OwnFile } from '../contract.ts'

/** What the paper says of a file on its day: facts that count, lists in force, the grade and how it came. Nothing that is over. */
export function reportElements(
  file: Pick<OwnFile, 'facts' | 'lists' | 'score'>,
  about: { name: string; number: string; purpose: string; at: Date },
): Record<string, unknown> {
  const today = cityDate(about.at)
  const facts = file.facts
    .filter(({ state, until }) => state === 'valid' && (until === undefined || until >= today))
    .map(
      ({ kindName, title, reference, department, happenedOn, contested }) =>
        `${happenedOn} ${kindName}：${title}（${reference}，${department}${contested ? '，异议处理中' : ''}）`,
    )
  const lists = file.lists
    .filter(({ state, until }) => state === 'listed' && (until === undefined || until >= today))
    .map(
      ({ listName, colour, listedOn }) =>
        `${colour === 'red' ? '守信' : '失信'}名单：${listName}（${listedOn ?? ''}列入）`,
    )
  const { score } = file
  return {
    name: about.name,
    number: about.number,
    purpose: about.purpose,
    asOf: today,
    facts: facts.length > 0 ? facts : ['没有记录'],
    lists: lists.length > 0 ? lists : ['不在任何名单上'],
    grade: score ? `${score.grade}级，${score.points}分（${score.modelName}第${score.modelVersion}版）` : '还没有评价',
    lines: (score?.lines ?? [])
      .filter(({ points }) => points !== 0)
      .map(({ name, basis, points }) => `${name}：${points > 0 ? '+' : ''}${points}分（${basis}）`),
  }
}
