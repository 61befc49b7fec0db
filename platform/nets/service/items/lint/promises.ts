import { type Rule, when } from './finding.ts'

const PROMISE = '国务院办公厅关于全面推行证明事项和涉企经营许可事项告知承诺制的指导意见（国办发〔2020〕42号）'

/** Rules over 告知承诺 and 容缺受理. */
export const promiseRules: Rule[] = [
  {
    code: 'promise-materials-exist',
    severity: 'error',
    basis: PROMISE,
    zh: '告知承诺代替的材料“{}”不在清单里，或者本来就不用交。',
    en: 'The promise takes the place of "{}", which is not a material to be handed in.',
    find: ({ promises = [], materials }) =>
      promises.flatMap((promise, i) =>
        promise.materials.flatMap((key, j) => {
          const isHandedIn = materials.some((each) => each.key === key && each.submission === 'upload')
          return when(!isHandedIn, { pointer: `/promises/${i}/materials/${j}`, value: key })
        }),
      ),
  },
  {
    code: 'promise-keys-differ',
    severity: 'error',
    basis: PROMISE,
    zh: '告知承诺“{}”重复，或者一份材料用了两份承诺。',
    en: 'The promise "{}" stands twice, or a material has two promises.',
    find: ({ promises = [] }) =>
      promises.flatMap(({ key, materials }, i) => {
        const earlier = promises.slice(0, i)
        const isTwice = earlier.some(
          (other) => other.key === key || other.materials.some((one) => materials.includes(one)),
        )
        return when(isTwice, { pointer: `/promises/${i}`, value: key })
      }),
  },
  {
    code: 'promise-check-takes-time',
    severity: 'error',
    basis: PROMISE,
    zh: '事后核查要写明多少天内核查。',
    en: 'Say within how many days the promise is checked.',
    find: ({ promises = [] }) =>
      promises.flatMap(({ check }, i) =>
        when(check.within.unit === 'instant' || check.within.days < 1, `/promises/${i}/check/within`),
      ),
  },
  {
    code: 'promise-tells-consequence',
    severity: 'warning',
    basis: PROMISE,
    zh: '告知内容要写清不实承诺的后果（撤销、失信记录）。',
    en: 'The notice must say what a false promise leads to (annulment, credit record).',
    find: ({ promises = [] }) =>
      promises.flatMap(({ notice }, i) => when(!/撤销|责任|失信|不实/.test(notice), `/promises/${i}/notice`)),
  },
  {
    code: 'may-follow-says-days',
    severity: 'error',
    basis: '容缺受理：一次性告知并写明补交期限（design）',
    zh: '“{}”可以容缺后补，请写明受理后多少个工作日内补交。',
    en: '"{}" may follow: say within how many working days of acceptance.',
    find: ({ materials, handling }) =>
      materials.flatMap(({ necessity, follow, name }, i) =>
        when(handling.online && necessity === 'may-follow' && !follow, {
          pointer: `/materials/${i}/follow`,
          value: name,
        }),
      ),
  },
  {
    code: 'follow-is-may-follow',
    severity: 'error',
    basis: '容缺受理：主要材料不能容缺（design）',
    zh: '“{}”写了补交期限，必要性要选“可容缺”，并且是要上传的材料。',
    en: '"{}" has days to follow: it must be an upload that may follow.',
    find: ({ materials }) =>
      materials.flatMap(({ necessity, follow, submission, name }, i) =>
        when(follow !== undefined && (necessity !== 'may-follow' || submission !== 'upload'), {
          pointer: `/materials/${i}/follow`,
          value: name,
        }),
      ),
  },
]
