import { area, type FieldSpec, limit, must, number, text, texts, word } from './spec.ts'

/** 办理情形: the first whose condition holds; its limits take the place of the item's. */
export const branchRows: FieldSpec = {
  kind: 'rows',
  at: '/branches',
  label: word('办理情形', 'Branches'),
  help: word(
    '取第一个成立的；时限不填就用事项的。条件如 situations.size = "small"，也可以用表单答案的名字。',
    'The first that holds; without limits the item’s apply. A condition may use situations.size and answers of the form.',
  ),
  wide: true,
  columns: [
    must(text('/name', '名称', 'Name')),
    text('/nameEn', '英文', 'English'),
    must(text('/when', '条件（FEEL）', 'When (FEEL)')),
  ],
  more: [
    must(text('/key', '标识', 'Key')),
    text('/taskHandleItem', '业务办理项编码', 'Handling item code'),
    limit('/limits/legal', '法定时限', 'Legal limit'),
    limit('/limits/promised', '承诺时限', 'Promised limit'),
  ],
  blank: (index) => ({ key: `branch-${index + 1}`, name: '', when: '' }),
  add: word('加一个办理情形', 'Add a branch'),
}

/** 告知承诺: what is told, what is promised, in place of which materials, and what is checked afterwards. */
export const promiseRows: FieldSpec = {
  kind: 'rows',
  at: '/promises',
  label: word('告知承诺', 'Promises'),
  help: word(
    '申请人读完告知、签了承诺，就不用交这些材料；准予以后在期限内核查。改了文字，版本加一。',
    'Who reads and signs need not hand in these materials; it is checked after the grant. A new text is a new version.',
  ),
  wide: true,
  columns: [must(text('/name', '名称', 'Name')), must(number('/version', '文本版本', 'Version of the text'))],
  more: [
    must(text('/key', '标识', 'Key')),
    text('/nameEn', '英文名称', 'English name'),
    must(texts('/materials', '代替的材料标识', 'Materials it replaces', { help: word('每行一个', 'One a line') })),
    must(area('/notice', '告知内容', 'Notice')),
    area('/noticeEn', '告知内容（英文）', 'Notice in English'),
    must(area('/promise', '承诺内容', 'Promise')),
    area('/promiseEn', '承诺内容（英文）', 'Promise in English'),
    must(area('/check/what', '事后核查什么', 'What is checked')),
    must(limit('/check/within', '准予以后多久核查', 'Checked within')),
    must(text('/basis/law', '依据', 'Basis')),
    text('/basis/article', '条款', 'Article'),
  ],
  blank: (index) => ({
    key: `promise-${index + 1}`,
    version: 1,
    name: '',
    materials: [],
    notice: '',
    promise: '',
    check: { what: '', within: { unit: 'calendar', days: 60 } },
    basis: { law: '' },
  }),
  add: word('加一份承诺', 'Add a promise'),
}
