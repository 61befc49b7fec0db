import {
  Baby,
  BriefcaseBusiness,
  CarFront,
  Flower2,
  GraduationCap,
  Heart,
  House,
  IdCard,
  type LucideIcon,
  MapPinHouse,
  Plane,
  Scale,
  Stethoscope,
  Sun,
} from 'lucide-react'

/**
 * What happens in a life, and the themes of items that belong to it (the themes of the national service portal, 个人服务).
 * An event is shown only when there are items of one of its themes, so that no tile leads nowhere.
 */
export const lifeEvents: {
  icon: LucideIcon
  zh: string
  en: string
  about: string
  aboutEn: string
  themes: string[]
}[] = [
  {
    icon: Baby,
    zh: '有了孩子',
    en: 'Having a child',
    about: '出生、收养',
    aboutEn: 'Birth, adoption',
    themes: ['生育收养'],
  },
  {
    icon: GraduationCap,
    zh: '上学深造',
    en: 'Education',
    about: '报名、学历、科研',
    aboutEn: 'Schools, degrees, research',
    themes: ['教育科研', '文体教育', '教育'],
  },
  {
    icon: BriefcaseBusiness,
    zh: '找工作、创业',
    en: 'Work',
    about: '就业、资格、人才',
    aboutEn: 'Jobs, qualifications, talent',
    themes: ['就业创业', '人才服务', '职业资格', '人力资源'],
  },
  {
    icon: MapPinHouse,
    zh: '落户居住',
    en: 'Moving here',
    about: '入户、居住证',
    aboutEn: 'Household registration',
    themes: ['户籍办理', '入户', '落户', '人才入户'],
  },
  {
    icon: House,
    zh: '买房租房',
    en: 'A home',
    about: '公积金、过户、租房',
    aboutEn: 'Buying and renting',
    themes: ['住房保障', '不动产登记'],
  },
  {
    icon: Heart,
    zh: '结婚',
    en: 'Marriage',
    about: '登记、证明',
    aboutEn: 'Registration, certificates',
    themes: ['婚姻登记'],
  },
  {
    icon: Stethoscope,
    zh: '看病医保',
    en: 'Health',
    about: '参保、报销',
    aboutEn: 'Insurance, treatment',
    themes: ['医疗卫生', '医疗保障'],
  },
  {
    icon: Sun,
    zh: '退休养老',
    en: 'Retirement',
    about: '养老金、津贴',
    aboutEn: 'Pensions, allowances',
    themes: ['离职退休', '社会保障', '养老服务', '优待抚恤', '社会救助'],
  },
  {
    icon: Flower2,
    zh: '亲人离世',
    en: 'When somebody dies',
    about: '身后事',
    aboutEn: 'What must be done',
    themes: ['死亡殡葬'],
  },
  {
    icon: IdCard,
    zh: '办证件',
    en: 'Papers',
    about: '身份、证明',
    aboutEn: 'Identity, certificates',
    themes: ['证件办理'],
  },
  {
    icon: CarFront,
    zh: '开车出行',
    en: 'Driving',
    about: '车、驾照、道路',
    aboutEn: 'Cars, licences, roads',
    themes: ['交通出行', '交通运输'],
  },
  {
    icon: Plane,
    zh: '出境入境',
    en: 'Travel',
    about: '护照、通行证',
    aboutEn: 'Passports, permits',
    themes: ['出境入境'],
  },
  {
    icon: Scale,
    zh: '公证、法律',
    en: 'Law',
    about: '公证、法律援助',
    aboutEn: 'Notaries, legal aid',
    themes: ['司法公证'],
  },
]

/** The stages of an enterprise, likewise by theme (法人服务). */
export const stages: { zh: string; en: string; about: string; aboutEn: string; themes: string[] }[] = [
  {
    zh: '开办',
    en: 'Start',
    about: '执照、登记',
    aboutEn: 'Registration',
    themes: ['设立变更', '开办企业', '企业开办', '市场主体登记'],
  },
  {
    zh: '场地',
    en: 'Premises',
    about: '用地、建设、消防',
    aboutEn: 'Land, building, fire safety',
    themes: ['国土和规划建设', '规划建设', '投资审批', '应急与消防', '公安消防', '场地'],
  },
  {
    zh: '许可',
    en: 'Licences',
    about: '食品、卫生、资质',
    aboutEn: 'Food, health, trades',
    themes: ['准营准办', '资质认证', '食品药品', '食品经营', '农林牧渔'],
  },
  {
    zh: '用工',
    en: 'Staff',
    about: '招人、社保',
    aboutEn: 'Hiring, insurance',
    themes: ['人力资源', '社会保障', '就业创业'],
  },
  {
    zh: '经营',
    en: 'Trading',
    about: '税费、质量、安全',
    aboutEn: 'Taxes, quality, safety',
    themes: ['税收财务', '商务贸易', '质量技术', '安全生产', '年检年审', '环保绿化'],
  },
  {
    zh: '变更',
    en: 'Changes',
    about: '搬迁、注销',
    aboutEn: 'Moving, closing',
    themes: ['法人注销', '变更注销', '破产注销'],
  },
]

/** The theme of a list with the most items, and how many; undefined when there is none. */
export function themeWithItems(themes: string[], counts: { value: string; count: number }[]): string | undefined {
  return counts.filter(({ value, count }) => count > 0 && themes.includes(value)).sort((a, b) => b.count - a.count)[0]
    ?.value
}
