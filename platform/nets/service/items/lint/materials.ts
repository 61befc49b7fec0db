import { type Rule, when } from './finding.ts'

/**
 * Materials that shared registers or credentials hold (services 0.4: 人口库, 法人库, 电子证照库, 婚姻库 …). The whole name
 * must be the document, so that a form about it (身份证复印件交验表) is not taken for it.
 */
const SHARED: readonly { name: RegExp; register: string }[] = [
  {
    name: /^(?:居民)?身份证(?:明|件)?(?:原件|复印件|及复印件)*$|^(?:居民)?户口(?:簿|本)(?:复印件)?$/,
    register: '公安人口库',
  },
  {
    name: /^(?:企业|工商)?营业执照(?:副本|正本)?(?:复印件)?$|^(?:事业单位|社会团体|企业)?法人(?:登记)?证书(?:复印件)?$/,
    register: '法人库',
  },
  { name: /^(?:结婚证|离婚证|婚姻登记证明?)(?:复印件)?$/, register: '婚姻库' },
  { name: /^社会保险(?:参保)?缴费证明$|^社保证明$/, register: '社保库' },
  { name: /^不动产权(?:属)?证书?(?:复印件)?$|^房产证(?:复印件)?$/, register: '不动产库' },
  { name: /^(?:机动车)?(?:驾驶证|行驶证)(?:复印件)?$|^出生医学证明$|^残疾人证$/, register: '电子证照库' },
]
/** 其他材料 and its kin name nothing that an applicant could bring. */
const CATCH_ALL =
  /^(?:其他|其它|相关|有关|其他相关|其他有关|需要提供的其他)(?:的)?(?:申请)?(?:材料|资料|文件|证明|证明材料|证明文件)$|规定的其他(?:材料|资料|文件|证明)|要求(?:提交|提供)的其他(?:材料|资料|文件)/
/** 证明 as a document somebody else must write, not 身份证明 or 纳税证明 in a name that goes on. */
const PROOF = /证明(?:材料|文件|书)?$/

export const materialRules: Rule[] = [
  {
    code: 'material-keys-differ',
    severity: 'error',
    basis: '材料须可分别引用（design）',
    zh: '材料编号“{}”重复。',
    en: 'The material key "{}" is used twice.',
    find: ({ materials }) =>
      materials.flatMap(({ key }, i) =>
        when(materials.findIndex((other) => other.key === key) < i, { pointer: `/materials/${i}/key`, value: key }),
      ),
  },
  {
    code: 'shared-material-has-source',
    severity: 'error',
    basis: '国务院关于在线政务服务的若干规定第7条',
    zh: '“{}”标为免提交，没有写从哪个库或哪种证照取得。',
    en: '"{}" need not be handed in, but no register or credential is named for it.',
    find: ({ materials }) =>
      materials.flatMap(({ submission, source, name }, i) =>
        when(submission === 'shared' && !source?.register && !source?.credential, {
          pointer: `/materials/${i}/source`,
          value: name,
        }),
      ),
  },
  {
    code: 'no-material-that-sharing-supplies',
    severity: 'warning',
    basis: '国务院关于在线政务服务的若干规定（国令第716号）第7条',
    zh: '{}可以共享取得，不应再要求提交。',
    en: '{} can be had by data sharing and should not be asked for.',
    find: ({ materials }) =>
      materials.flatMap(({ name, submission }, i) => {
        const shared = submission === 'upload' ? SHARED.find((each) => each.name.test(name)) : undefined
        return when(shared !== undefined, { pointer: `/materials/${i}`, value: `“${name}”（${shared?.register}）` })
      }),
  },
  {
    code: 'no-catch-all-material',
    severity: 'warning',
    basis: '行政许可法第31条',
    zh: '“{}”没有说清是什么材料，不能作兜底要求。',
    en: '"{}" names no material; a catch-all may not be asked for.',
    find: ({ materials }) =>
      materials.flatMap(({ name }, i) => when(CATCH_ALL.test(name), { pointer: `/materials/${i}/name`, value: name })),
  },
  {
    code: 'proof-needs-basis',
    severity: 'warning',
    basis: '优化营商环境条例第44条',
    zh: '证明“{}”要在公布的证明事项清单内，请写设定依据。',
    en: 'The proof "{}" must be on the published list: name its legal basis.',
    find: ({ materials }) =>
      materials.flatMap(({ name, basis, submission }, i) =>
        when(submission === 'upload' && PROOF.test(name) && !basis, { pointer: `/materials/${i}/basis`, value: name }),
      ),
  },
  {
    code: 'conditional-material-says-when',
    severity: 'warning',
    basis: '行政许可法第30条',
    zh: '“{}”是有条件才要的材料，没有写什么时候要。',
    en: '"{}" is needed only sometimes, but not stated when.',
    find: ({ materials, situations }) => {
      const asked = new Set(situations.flatMap(({ options }) => options.flatMap((option) => option.materials)))
      return materials.flatMap(({ necessity, when: condition, key, name, help }, i) =>
        when(necessity === 'conditional' && !condition && !help && !asked.has(key), {
          pointer: `/materials/${i}/when`,
          value: name,
        }),
      )
    },
  },
  {
    code: 'licence-lists-materials',
    severity: 'warning',
    basis: '行政许可法第30条',
    zh: '行政许可应公布需要提交的全部材料目录，现在一份也没有。',
    en: 'A licence publishes its full list of materials; there is none.',
    find: ({ type, materials }) => when(type === '01' && materials.length === 0, '/materials'),
  },
  {
    code: 'situation-materials-exist',
    severity: 'error',
    basis: '情形引用的材料须在材料清单内（design）',
    zh: '情形用到的材料“{}”不在清单里。',
    en: 'A situation needs the material "{}", which is not listed.',
    find: ({ situations, materials }) => {
      const keys = new Set(materials.map(({ key }) => key))
      return situations.flatMap(({ options }, i) =>
        options.flatMap((option, j) =>
          option.materials
            .filter((key) => !keys.has(key))
            .map((key) => ({ pointer: `/situations/${i}/options/${j}/materials`, value: key })),
        ),
      )
    },
  },
]
