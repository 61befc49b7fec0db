import assert from 'node:assert/strict'
import { test } from 'node:test'
import { feel } from '../../rules.fixture.ts'

/** Each line is `expression => expected`, both FEEL. */
function holds(lines: string): void {
  for (const line of lines.trim().split('\n')) {
    const [text = '', expected = ''] = line.split(' => ')
    assert.deepEqual(feel(text), feel(expected), line.trim())
  }
}

test('string functions count characters, not code units', () => {
  holds(`
    substring("𠮷野家", 1, 1) => "𠮷"
    substring("foobar", -2) => "ar"
    substring("foobar", 0) => null
    string length("𠮷野家") => 3
    upper case("straße") => "STRASSE"
    substring before("foobar", "bar") => "foo"
    substring after("foobar", "ob") => "ar"
    substring after("foobar", "x") => ""
    contains("人才入户", "入户") => true
    split("a;b;;c", ";") => ["a", "b", "", "c"]
    string join(["a", null, "b"], "、") => "a、b"
    string join(["a", 1], "") => null`)
})

test('patterns are those of XPath: classes can be reduced, groups referred to, case ignored', () => {
  holds(`
    matches("abc", "^a.c$") => true
    matches("x", "[a-z-[aeiou]]") => true
    matches("e", "^[a-z-[aeiou]]$") => false
    matches("aa", "(a)\\\\1") => true
    matches("东莞", "^\\\\p{IsCJKUnifiedIdeographs}+$") => true
    matches("A", "[^a]", "i") => false
    matches("a b", "a b", "x") => false
    matches("a.b", "a.b", "q") => true
    matches("a", "(?=a)") => null
    matches("a", "a", "g") => null
    replace("2026-11-22", "(\\\\d+)-(\\\\d+)-(\\\\d+)", "$1年$2月$3日") => "2026年11月22日"
    replace("abracadabra", "a.*?a", "*") => "*c*bra"
    replace("abc", "x*", "-") => null
    replace("a$b", "$", "x", "q") => "axb"`)
})

test('number functions round to a scale in the mode their name says', () => {
  holds(`
    decimal(2.5, 0) => 2
    decimal(1.115, 2) => 1.12
    decimal(1265, -1) => 1260
    round up(-1.121, 2) => -1.13
    round down(1.129, 2) => 1.12
    round half up(-1.5, 0) => -2
    round half down(2.5, 0) => 2
    floor(-1.5) => -2
    ceiling(1.21, 1) => 1.3
    modulo(-12, 5) => 3
    modulo(10.1, 4.5) => 1.1
    odd(-3) => true
    even(2.5) => null
    number("1 000,50", " ", ",") => 1000.5
    number("1,000.00", ",", ",") => null
    decimal(log(exp(1)), 10) => 1`)
})

test('list functions leave the list they are given alone and count from one', () => {
  holds(`
    min(3, 1, 2) => 1
    max(["a", "c", "b"]) => "c"
    min([1, "a"]) => null
    sum([]) => null
    mean(1, 2, 6) => 3
    median([6, 1, 2, 3]) => 2.5
    mode([6, 3, 9, 6, 6, 3, 3]) => [3, 6]
    stddev([2, 4, 7, 5]) > 2.08 => true
    all([true, null]) => null
    any([false, null, true]) => true
    all([]) => true
    sublist([4, 5, 6], -2, 1) => [5]
    append([1], 2, 3) => [1, 2, 3]
    concatenate([1], [2], 3) => [1, 2, 3]
    insert before([1, 3], 2, 2) => [1, 2, 3]
    remove([1, 2, 3], -1) => [1, 2]
    list replace([1, 2], function(old, new) old = 2, 9) => [1, 9]
    reverse([1, 2]) => [2, 1]
    index of([1, 2, 1], 1) => [1, 3]
    union([1, 2], [2, 3]) => [1, 2, 3]
    distinct values([1, "1", 1, {a: 1}, {a: 1}]) => [1, "1", {a: 1}]
    flatten([[1, [2]], 3]) => [1, 2, 3]
    sort([3, 1, 2], function(a, b) a > b) => [3, 2, 1]
    sort([{k: 2, v: "b"}, {k: 1, v: "a"}], function(a, b) a.k < b.k).v => ["a", "b"]
    list contains([1, null], null) => true`)
})

test('context functions read, put at a path and merge', () => {
  holds(`
    get value({a b: 1}, "a b") => 1
    get value({a: {b: 1}}, ["a", "b"]) => 1
    get entries({a: 1})[1].key => "a"
    context([{key: "a", value: 1}]) => {a: 1}
    context([{key: "a", value: 1}, {key: "a", value: 2}]) => null
    context put({a: {b: 1}, c: 2}, ["a", "b"], 3) => {a: {b: 3}, c: 2}
    context put({}, [], 1) => null
    context merge([{a: 1, b: 1}, {b: 2}]) => {a: 1, b: 2}
    is(@"10:00:00Z", @"10:00:00+00:00") => true
    is(@"10:00:00Z", @"11:00:00+01:00") => false`)
})

test('range functions compare points and ranges as Allen did', () => {
  holds(`
    before(1, [2..3]) => true
    before([1..2], (2..3]) => true
    after(5, [1..5)) => true
    meets([1..2], [2..3]) => true
    met by([2..3], [1..2)) => false
    overlaps([1..3], [3..5]) => true
    overlaps before([1..4], [2..6]) => true
    overlaps after([2..6], [1..4]) => true
    finishes(5, [1..5]) => true
    finished by([1..5], [3..5]) => true
    includes([1..5], [2..3]) => true
    during(5, [1..5)) => false
    starts([1..2], [1..5]) => true
    started by([1..5], 1) => true
    coincides([1..5], [1..5]) => true
    before(1, "a") => null
    range("[1..3)") => [1..3)
    range("[3..1]") => null`)
})

test('dates know the calendar: leap years, month ends, ISO weeks', () => {
  holds(`
    date("2026-02-29") => null
    date(2028, 2, 29) + @"P1Y" => @"2029-02-28"
    @"2026-01-31" + @"P1M" => @"2026-02-28"
    @"2026-03-01" - @"2026-02-01" => @"P28D"
    @"2026-12-31" + @"P1D" => @"2027-01-01"
    day of week(@"2026-11-22") => "Sunday"
    day of year(@"2028-12-31") => 366
    week of year(@"2027-01-01") => 53
    month of year(@"2026-11-22") => "November"
    @"2026-11-22".weekday => 7
    years and months duration(@"2011-12-22", @"2013-08-24") => @"P1Y8M"
    (@"2026-01-01" - @"2000-01-01") / @"P1D" => 9497
    today() => @"2026-11-22"`)
})

test('times know their zones: instants are compared, a value without a zone is not', () => {
  holds(`
    @"2026-01-01T08:00:00+08:00" = @"2026-01-01T00:00:00Z" => true
    @"2026-01-01T08:00:00@Asia/Shanghai" = @"2026-01-01T00:00:00Z" => true
    @"2026-01-01T08:00:00" < @"2026-01-01T00:00:00Z" => null
    @"2026-01-01T08:00:00@Asia/Shanghai".time offset => @"PT8H"
    @"23:59:59" + @"PT2S" => @"00:00:01"
    time("10:00:00+08:00") - time("01:00:00Z") => @"PT1H"
    date and time(@"2026-01-01", @"08:00:00").hour => 8
    @"2026-01-01T24:00:00" = @"2026-01-02T00:00:00" => true
    time(25, 0, 0) => null
    @"PT90M" * 2 => @"PT3H"
    @"P1Y" / 2 => @"P6M"
    @"P1Y" + @"P1D" => null
    abs(@"-P1D") => @"P1D"
    now().year => 2026`)
})
