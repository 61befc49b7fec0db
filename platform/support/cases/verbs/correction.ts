import { Refusal } from '#kernel/errors.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { Answers } from '../draft.ts'
import type { Signal } from '../flow/index.ts'
import type { CaseNeeds } from '../needs.ts'
import { refuseFaults } from './faults.ts'
import { alreadyAccepted, finishTask, step } from './steps.ts'
import type { Doing } from './verb.ts'

/** 补正: everything that is missing is told once (行政许可法第32条), and put right by the applicant. */
export const correction = {
  'request-correction': step(
    { needsItems: true, personOnly: true },
    {
      barred: (scene) =>
        scene.current.correction
          ? new Refusal('conflict', 'cases.correction-used', 'Correction was asked once already (行政许可法第32条)')
          : alreadyAccepted(scene),
      perform: request,
    },
  ),
  correct: step({ personOnly: true }, { perform: correct }),
}

async function request(needs: CaseNeeds, doing: Doing): Promise<Signal> {
  const { draft, input, now } = doing
  draft.current = { ...draft.current, correction: { items: input.items!, askedAt: now.toISOString(), open: true } }
  return finishTask(needs, doing)
}

/** Only what was asked may change, and the whole must be right afterwards. */
async function correct(needs: CaseNeeds, doing: Doing): Promise<Signal> {
  const { draft, input, now } = doing
  const { correction, item } = draft.current
  if (!correction) throw new Refusal('conflict', 'cases.no-correction', 'Nothing was asked to be corrected')
  const fields = correction.items.filter((each) => each.kind === 'field').map((each) => each.key.split('/')[1] ?? '')
  const given = (input.data?.answers ?? {}) as Answers
  const stray = Object.keys(given).filter((name) => !fields.includes(name))
  if (stray.length > 0)
    throw new Refusal('invalid', 'cases.not-asked', 'Only what was asked may change', {
      faults: stray.map((name) => ({
        pointer: `/data/answers/${name}`,
        rule: 'not-asked',
        detail: '这一项没有要求修改',
      })),
    })
  const missing = correction.items.filter(
    (each) =>
      each.kind === 'material' &&
      !draft.materials.some((m) => m.key === each.key && m.at.toISOString() > correction.askedAt),
  )
  if (missing.length > 0)
    throw new Refusal('invalid', 'cases.still-missing', 'Some asked materials are not there yet', {
      faults: missing.map((each) => ({ pointer: `/materials/${each.key}`, rule: 'required', detail: each.message })),
    })
  const answers = { ...draft.answers, ...given }
  refuseFaults(await needs.checkAnswers(item.form, answers, cityDate(now)))
  draft.answers = answers
  draft.answersChanged = Object.keys(given).length > 0
  draft.current = { ...draft.current, correction: { ...correction, open: false } }
  return finishTask(needs, doing)
}
