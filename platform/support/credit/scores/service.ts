import { inTransaction, type Tx } from '#ground/database/index.ts'
import type { JobHandler } from '#ground/jobs.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import type { ScoreView, TrialInput, TrialView } from '../contract.ts'
import type { ScoreModel } from '../declared.ts'
import type { Entities, Entity } from '../entities.ts'
import { creditGradeChanged } from '../events.ts'
import type { CreditNeeds } from '../needs.ts'
import { mayOversee } from '../policy.ts'
import { detailsSealedAs, type Presenting } from '../presenting.ts'
import { type FactRow, listAged, listFacts, listListings, type ScoreRow, updateFact } from '../store.ts'
import { monthsBetween, type Scored, type ScoredFact, type ScoreInputs, scoreOf } from './scoring.ts'
import { currentScore, listScores, loadScore, lockEntity, replaceScore } from './store.ts'
import type { Watching } from './watching.ts'

const inputsSealedAs = 'credit.score.inputs'
const mostFacts = 2_000

export type ScoreService = ReturnType<typeof createScores>

/** 信用评价: points and grade by a model of a pack, made anew whenever what they rest on changes, each explained and replayable. */
export function createScores(needs: CreditNeeds & { entities: Entities; present: Presenting; watching: Watching }) {
  const { db, clock, entities, present, secrets, compileExpression } = needs

  /** The model in force for such parties: the newest of the first key that applies. */
  async function modelFor(kind: Entity['kind']): Promise<ScoreModel | undefined> {
    const models = await needs.packs.list<ScoreModel>('credit-model')
    return models
      .map(({ content }) => content)
      .sort((a, b) => a.key.localeCompare(b.key))
      .find(({ appliesTo }) => appliesTo === kind)
  }

  async function inputsOf(entity: Entity, realm: string): Promise<ScoreInputs> {
    const today = present.today()
    const [facts, lists] = await Promise.all([
      listFacts(db, realm, { entityId: entity.id, state: 'valid', limit: mostFacts }),
      listListings(db, realm, { entityId: entity.id, states: ['listed'], limit: 100 }),
    ])
    return {
      today,
      entity: { kind: entity.kind },
      facts: facts.filter(({ until }) => until === null || until >= today).map((row) => scoredFact(row, today)),
      lists: lists
        .filter(({ until }) => until === null || until >= today)
        .map(({ list, colour }) => ({ list, colour })),
    }
  }

  function scoredFact(row: FactRow, today: string): ScoredFact {
    const { amount } = JSON.parse(secrets.decrypt(row.details, detailsSealedAs)) as Record<string, string>
    return {
      ...{ id: row.id, kind: row.kind, effect: row.effect, happenedOn: row.happened_on },
      monthsAgo: monthsBetween(row.happened_on, today),
      amount: Number(amount) || 0,
    }
  }

  /** Makes the score of a party anew; what is the same leaves the one before. Answers the one in force. */
  async function rescore(realm: string, entityId: string): Promise<ScoreRow | undefined> {
    const entity = await entities.get(realm, entityId)
    const model = await modelFor(entity.kind)
    if (!model) return undefined
    const inputs = await inputsOf(entity, realm)
    const scored = scoreOf(model, inputs, compileExpression)
    return inTransaction(db, async (tx) => {
      await lockEntity(tx, realm, entityId)
      const before = await currentScore(tx, realm, entityId)
      if (before && isSame(before, model, scored)) return before
      const row: ScoreRow = {
        ...{
          realm,
          id: needs.newId(),
          entity_id: entityId,
          model: model.key,
          model_version: model.version,
          at: clock(),
        },
        ...{ points: scored.points, grade: scored.grade, ceiling: scored.ceiling ?? null, current: true },
        inputs: secrets.encrypt(JSON.stringify(inputs), inputsSealedAs),
        lines: JSON.stringify(scored.lines),
      }
      await replaceScore(tx, row)
      if (before && before.grade !== row.grade) await changed(tx, entity, before, row)
      return { ...row, lines: scored.lines as unknown as string }
    })
  }

  async function changed(tx: Tx, entity: Entity, before: ScoreRow, row: ScoreRow): Promise<void> {
    await needs.publish(tx, creditGradeChanged, {
      realm: row.realm,
      subject: entity.id,
      data: {
        ...{ entityId: entity.id, from: before.grade, to: row.grade, points: row.points, scoreId: row.id },
        ...(entity.kind === 'legal' ? { code: entity.number } : {}),
      },
    })
    await needs.watching.warn(tx, entity, before, row)
  }

  async function view(row: ScoreRow): Promise<ScoreView> {
    const { content: model } = await needs.packs.get<ScoreModel>('credit-model', row.model, {
      version: row.model_version,
    })
    return {
      ...{
        id: row.id,
        model: row.model,
        modelName: model.name,
        modelNameEn: model.nameEn,
        modelVersion: row.model_version,
      },
      ...{ at: row.at.toISOString(), base: model.base, points: row.points, grade: row.grade },
      lines: row.lines as unknown as ScoreView['lines'],
      ...(row.ceiling ? { ceiling: row.ceiling } : {}),
      benefits: (model.benefits ?? [])
        .filter(({ grades }) => grades.includes(row.grade))
        .map(({ key, name, nameEn, basis }) => ({ key, name, nameEn, basis })),
    }
  }

  async function current(realm: string, entityId: string): Promise<ScoreView | undefined> {
    const row = await currentScore(db, realm, entityId)
    return row && view(row)
  }

  /** The kept inputs under the kept version of the model: the answer must be the kept one. */
  async function replay(actor: Actor, id: string) {
    if (!mayOversee(actor)) throw forbidden()
    const row = await loadScore(db, actor.realm, id)
    if (!row) throw new Refusal('missing', 'credit.missing', `No score ${id}`)
    const { content: model } = await needs.packs.get<ScoreModel>('credit-model', row.model, {
      version: row.model_version,
    })
    const inputs = JSON.parse(secrets.decrypt(row.inputs, inputsSealedAs)) as ScoreInputs
    const { points, grade, lines } = scoreOf(model, inputs, compileExpression)
    return {
      score: await view(row),
      again: { points, grade, lines },
      same: points === row.points && grade === row.grade,
    }
  }

  /** 试算: what the points would be without these facts, with those, or under another version. Nothing is kept but the look. */
  async function trial(actor: Actor, input: TrialInput): Promise<TrialView> {
    if (!mayOversee(actor)) throw forbidden()
    const entity = await entities.find(actor.realm, input.number)
    if (!entity) throw new Refusal('missing', 'credit.missing', 'Nothing is known of this party')
    const inForce = await modelFor(entity.kind)
    if (!inForce) throw new Refusal('missing', 'credit.no-model', 'No model applies')
    const model = input.version
      ? (await needs.packs.get<ScoreModel>('credit-model', inForce.key, { version: input.version })).content
      : inForce
    const { purpose, basis } = input
    await needs.noteRead(actor, { subject: entity.number, what: '信用档案', fields: ['评价试算'], purpose, basis })
    const inputs = await inputsOf(entity, actor.realm)
    const added = await Promise.all(
      (input.with ?? []).map(async ({ kind, happenedOn, amount }, at): Promise<ScoredFact> => {
        const { effect } = await present.factKind(kind)
        return {
          id: `trial-${at}`,
          kind,
          effect,
          happenedOn,
          monthsAgo: monthsBetween(happenedOn, inputs.today),
          amount: amount ?? 0,
        }
      }),
    )
    const facts = [...inputs.facts.filter(({ id }) => !input.without?.includes(id)), ...added]
    const said = ({ points, grade, lines }: Scored) => ({ points, grade, lines })
    return {
      now: said(scoreOf(inForce, inputs, compileExpression)),
      tried: said(scoreOf(model, { ...inputs, facts }, compileExpression)),
      modelVersion: model.version,
    }
  }

  async function history(realm: string, entityId: string): Promise<ScoreView[]> {
    return Promise.all((await listScores(db, realm, entityId)).map(view))
  }

  /** One round of the clock: facts whose last day is over no longer count. */
  async function sweep(realm: string): Promise<void> {
    for (const row of await listAged(db, realm, present.today(), 200)) {
      await inTransaction(db, async (tx) => {
        await updateFact(tx, row, { aged: true })
        await rescoreLater(tx, realm, row.entity_id)
      })
    }
  }

  const rescoreLater = (tx: Tx, realm: string, entityId: string): Promise<void> =>
    needs.jobs.add(tx, 'credit.rescore', { realm, entityId }, { key: `credit:${realm}:${entityId}` })

  const jobHandlers: Record<string, JobHandler> = {
    'credit.rescore': async ({ realm, entityId }) => void (await rescore(String(realm), String(entityId))),
  }

  return { rescore, rescoreLater, current, history, replay, trial, sweep, jobHandlers }
}

const isSame = (row: ScoreRow, model: ScoreModel, scored: Scored): boolean =>
  row.model === model.key &&
  row.model_version === model.version &&
  row.points === scored.points &&
  row.grade === scored.grade

const forbidden = () => new Refusal('forbidden', 'credit.forbidden', 'Not with these posts')
