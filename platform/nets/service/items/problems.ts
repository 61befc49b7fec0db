/** Sentences for the refusals of this module: what happened, what is kept, what to do. */
export const problems = {
  'items.missing': { zh: '没有找到这个事项，可能已经取消。', en: 'There is no such item, or it is no longer offered.' },
  'items.version-missing': { zh: '没有这个版本。', en: 'There is no such version.' },
  'items.draft-missing': { zh: '这个事项没有草稿，请先新建草稿。', en: 'The item has no draft. Start one first.' },
  'items.draft-exists': {
    zh: '已经有人开了草稿，请在原草稿上修改。',
    en: 'There is a draft already. Change that one.',
  },
  'items.not-manager': {
    zh: '只有本地区的事项管理员可以这样做。',
    en: 'Only an item manager of this division may do this.',
  },
  'items.changed-meanwhile': {
    zh: '别人刚改过这份草稿。您的改动没有保存，请看过新内容再改。',
    en: 'Someone changed the draft meanwhile. Yours was not saved; look at the new one first.',
  },
  'items.lint-errors': {
    zh: '有必须改正的地方，还不能发布。草稿已保留。',
    en: 'Some things must be mended before publishing. The draft is kept.',
  },
  'items.date-passed': { zh: '实施日期不能早于今天。', en: 'It cannot take effect before today.' },
  'items.dates-reversed': { zh: '取消日期应晚于实施日期。', en: 'The end date must come after the start date.' },
  'items.code-in-use': { zh: '另一个事项已经用了这个编码。', en: 'Another item has this code.' },
  'items.does-not-fit': {
    zh: '内容不合格式，没有保存。',
    en: 'The content does not fit the format and was not saved.',
  },
  'items.import-missing': { zh: '没有这次导入。', en: 'There is no such import.' },
  'items.catalogue-unknown': { zh: '不认识这种目录格式。', en: 'This kind of catalogue is not known.' },
  'items.file-too-large': {
    zh: '文件或解压后的内容太大，导入停止。已导入的部分保留。',
    en: 'The file, or what it unpacks to, is too large. What was imported is kept.',
  },
  'items.file-damaged': {
    zh: '压缩文件损坏，导入停止。已导入的部分保留，请换一份文件再导入。',
    en: 'The packed file is broken. What was imported is kept; try again with another copy.',
  },
  'items.bad-division': { zh: '行政区划代码应为6位、9位或12位数字。', en: 'A division code has 6, 9 or 12 digits.' },
  'items.file-missing': { zh: '没有收到文件。', en: 'No file was sent.' },
} as const
