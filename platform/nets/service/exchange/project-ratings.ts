import type { CaseOut } from '#support/cases/index.ts'
import type { Surroundings } from './surroundings.ts'
import { type ProjectedRow, rowOf, stamp } from './tables.ts'

/** 渠道, in the order of standards B. Which figure the province gives each is agreed when it is connected (unverified). */
const channels: Record<string, string> = {
  web: '1',
  mobile: '2',
  code: '3',
  window: '4',
  terminal: '5',
  phone: '6',
  sms: '7',
}
const stages: Record<string, string> = { acceptance: '1', result: '2' }

/** 好差评 (standards B): one row for each rating that counts; one that an appeal excluded is taken back from the province. */
export function evaluationRows({ current }: CaseOut, { ratings }: Surroundings): ProjectedRow[] {
  return ratings.map((rating, at) =>
    rowOf('evaluation', `${current.no}/${rating.id}`, {
      project_no: current.no,
      evaluate_no: rating.id,
      evaluate_stage: stages[rating.stage],
      evaluate_channel: channels[rating.channel],
      evaluate_user_name: rating.rater,
      evaluate_time: stamp(rating.at),
      evaluate_times: String(at + 1),
      satisfaction: String(rating.level),
      evaluate_text: rating.text,
      division_code: current.divisionCode,
    }),
  )
}
