import { Refusal } from '#kernel/errors.ts'
import type { Applicable, ApplicationNeeds } from '#nets/service/applications/index.ts'
import type { Item, Items } from '#nets/service/items/index.ts'
import type { CaseNeeds } from '#support/cases/index.ts'
import {
  type CompiledForm,
  type CompileExpression,
  compileCheck,
  compileForm,
  describeForm,
  eachField,
  type Form,
  validateAnswers,
} from '#support/forms/index.ts'
import type { Artefact, Installer, Packs } from '#support/packs/index.ts'
import { createFlows } from './flows.ts'
import { packKinds } from './pack-kinds.ts'
import type { Territory } from './territory.ts'

/** What packs and items give to applications and cases: compiled once a version, kept as long as the version is. */
export function createCatalogue(needs: {
  realm: string
  items: Items
  packs: Packs
  territory: () => Promise<Territory>
  compileFeel: CompileExpression
}) {
  const { items, packs, realm, compileFeel } = needs

  const compiled = (artefact: Artefact<Form>): CompiledForm =>
    packs.made(artefact, 'form', () => compileForm(artefact.content, compileFeel, compileCheck))

  async function formOf(key: string, version?: number): Promise<Applicable['form']> {
    const artefact = await packs.get<Form>('form', key, version === undefined ? {} : { version })
    return { key, version: artefact.version, document: artefact.content, compiled: compiled(artefact) }
  }

  const netOf = createFlows(packs, compileFeel)

  const applicable: ApplicationNeeds['applicable'] = async (id, version) => {
    const { item, version: current } =
      version === undefined ? await items.getPublished(realm, id) : await items.getVersion(realm, id, version)
    const { online, form, flow } = item.handling
    if (!online || !form || !flow)
      throw new Refusal('conflict', 'applications.not-online', `Item ${id} has no form or flow`)
    return { id, version: current, item, form: await formOf(form) }
  }

  const routing: ApplicationNeeds['routing'] = async (item, divisionCode) => {
    const tree = await needs.territory()
    const department = departmentOf(item, tree)
    // A place outside the department's own is left to a person there, who says which office is competent (许可法第32条).
    const place = divisionCode && tree.divisionWithin(divisionCode, department.divisionCode) ? divisionCode : undefined
    const office = place ? tree.officeFor(department, place) : department
    const flow = await packs.get<string>('flow', item.handling.flow!)
    return {
      departmentId: office.id,
      departmentName: office.name,
      divisionCode: place ?? office.divisionCode,
      flow: { key: flow.key, version: flow.version },
    }
  }

  const partItem: ApplicationNeeds['partItem'] = async (key) => applicable(await items.idOfPackItem(realm, key))

  const conditions = new Map<string, ReturnType<CompileExpression>>()
  const isNeeded: ApplicationNeeds['isNeeded'] = (condition, answers) => {
    const expression = conditions.get(condition) ?? compileFeel(condition)
    conditions.set(condition, expression)
    return expression({ ...answers, answers }) === true
  }
  const evaluate: ApplicationNeeds['evaluate'] = (text, scope) => {
    const expression = conditions.get(text) ?? compileFeel(text)
    conditions.set(text, expression)
    return expression(scope)
  }

  const checkAnswers: CaseNeeds['checkAnswers'] = async (form, answers, asOf) =>
    validateAnswers((await formOf(form.key, form.version)).compiled, answers, { asOf })
  const checkTaskData: CaseNeeds['checkTaskData'] = async (form, data, asOf) =>
    validateAnswers((await formOf(form)).compiled, data, { asOf })

  const titlesOf: CaseNeeds['titlesOf'] = async ({ key, version }) => {
    const artefact = await packs.get<Form>('form', key, { version })
    return packs.made(artefact, 'titles', () => {
      const fields = eachField(compiled(artefact).root)
      return new Map(
        fields.map(({ pointer, node }) => {
          const title = node.title ?? pointer
          return [pointer, { title, titleEn: node['x-ui']?.en ?? title }]
        }),
      )
    })
  }

  /** The fields people meet on the pages of a form, and those a source fills in. */
  async function formMeasure(key: string): Promise<{ asked: number; known: number } | undefined> {
    const found = await packs.find<Form>('form', key)
    if (!found) return undefined
    const fields = describeForm(compiled(found)).pages.flatMap((page) => page.fields)
    const known = fields.filter(({ sources }) => sources.some(({ kind }) => kind !== 'const' && kind !== 'answer'))
    return { asked: fields.length, known: known.length }
  }

  return {
    formMeasure,
    packKinds: packKinds(compileFeel),
    forCases: { netOf, flowVersions: () => packs.versions('flow'), checkAnswers, checkTaskData, titlesOf },
    forApplications: { applicable, routing, isNeeded, partItem, evaluate },
  }
}

/** The realm's own department behind an item: by its key, else by its name. */
function departmentOf(item: Item, tree: Territory) {
  const { departmentId, name } = item.authority
  const department = (departmentId ? tree.find(departmentId) : undefined) ?? tree.findByName(name)
  if (!department)
    throw new Refusal('unavailable', 'applications.no-office', `No department of this realm is “${name}”`)
  return department
}

/** Items that packs declare become items of the realm when the pack is installed. */
export function catalogueInstaller(items: Items, realmCode: string): Installer {
  return {
    kind: 'item',
    async install(tx, realm, added) {
      for (const artefact of added)
        await items.packs.install(tx, { realm, divisionCode: realmCode.padEnd(12, '0'), artefact: artefact as never })
    },
  }
}
