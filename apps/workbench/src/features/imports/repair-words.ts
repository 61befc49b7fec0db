import type { Word } from '@zhengtong/platform/nets/service/items/contract.ts'

const word = (zh: string, en: string): Word => ({ zh, en })

/** What each repair did, by the name the import gives it. */
const repairs: Record<string, Word> = {
  'address-dropped': word('网址不合规，已去掉', 'malformed address left out'),
  'audience-unknown-dropped': word('不认识的服务对象，已去掉', 'unknown audience left out'),
  'basis-taken-from-conditions': word('从条件文字里取出依据', 'basis taken from the conditions'),
  'code-kept-as-local': word('不是国家编码，留作本地编码', 'no national code, kept as a local one'),
  'code-normalised': word('编码规整', 'code tidied'),
  'control-characters-removed': word('去掉不可见字符', 'invisible characters removed'),
  'count-not-understood': word('份数看不懂，已留空', 'count not understood, left empty'),
  'department-code-from-item-code': word('部门代码取自事项编码', 'department code taken from the item code'),
  'department-code-kept-as-local': word('部门代码不是信用代码，留作本地代码', 'no credit code, kept as a local one'),
  'flag-not-understood': word('是否看不懂，已留空', 'yes or no not understood, left empty'),
  'full-width-made-half': word('全角改半角', 'full-width characters made half-width'),
  'limit-not-understood': word('时限看不懂，原文保留', 'limit not understood, its text is kept'),
  'limit-text-parsed': word('从文字里读出时限', 'limit read from text'),
  'list-cut': word('列表太长，已截短', 'long list cut'),
  'list-was-string': word('文字拆成列表', 'text split into a list'),
  'markup-removed': word('去掉网页标签', 'markup removed'),
  'masked-phone-dropped': word('打了星号的电话，已去掉', 'masked phone number left out'),
  'material-list-was-string': word('材料清单由文字拆成列表', 'material list split from text'),
  'name-from-catalogue': word('名称取自基本目录', 'name taken from the catalogue'),
  'none-word-emptied': word('“无”一类的字改为空', 'words for “none” made empty'),
  'not-text': word('不是文字，已转换', 'made into text'),
  'phone-masked': word('手机号打码', 'mobile number masked'),
  'phones-split': word('多个电话拆开', 'phone numbers split'),
  'repeated-entry-removed': word('去掉重复项', 'repeated entry removed'),
  'text-cut': word('文字太长，已截短', 'long text cut'),
  'type-assumed-other': word('类型不明，按其他行政权力', 'type unclear, taken as another power'),
  'type-from-number': word('类型由编号换算', 'type read from its number'),
  'wrong-type-dropped': word('类型不对的值，已去掉', 'value of a wrong type left out'),
}

/** Why a row was refused. */
const reasons: Record<string, Word> = {
  'authority-missing': word('没有实施主体', 'no authority'),
  'code-in-use': word('编码已被另一个事项使用', 'another item has the code'),
  'code-missing': word('没有编码', 'no code'),
  'columns-differ': word('列数与表头不同', 'columns differ from the head'),
  'does-not-fit': word('内容不合格式', 'the content does not fit'),
  'draft-open': word('这个事项有打开的草稿', 'the item has an open draft'),
  'other-division': word('这个事项归别的区划管理', 'the item is kept by another division'),
  'duplicate-in-file': word('文件里已有这一项', 'the file has this item already'),
  'line-too-long': word('这一行太长', 'the line is too long'),
  'name-missing': word('没有名称', 'no name'),
  'not-an-object': word('不是一个事项对象', 'not an object'),
  'not-json': word('不是 JSON', 'not JSON'),
  'quotes-unbalanced': word('引号不成对', 'quotation marks do not match'),
}

const unnamed = (name: string): Word => ({ zh: name, en: name })

export const repairWord = (name: string): Word => repairs[name] ?? unnamed(name)
export const reasonWord = (name: string): Word => reasons[name] ?? unnamed(name)
