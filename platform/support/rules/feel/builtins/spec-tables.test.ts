import assert from 'node:assert/strict'
import { test } from 'node:test'
import { feel } from '../../rules.fixture.ts'

/** One line a case: an expression, then what DMN 1.5 says it is (FEEL on both sides). */
function agree(lines: string) {
  for (const line of lines.trim().split('\n')) {
    const [expression = '', expected = ''] = line.split(' ⇒ ')
    assert.deepEqual(feel(expression), feel(expected), line)
  }
}

test('patterns are those of XPath (table 77)', () => {
  agree(`
replace("darted", "^(.*?)d(.*)$", "$1c$2") ⇒ "carted"
replace("AAAA", "A+?", "b") ⇒ "bbbb"
replace("abcd", "(ab)|(a)", "[1=$1][2=$2]") ⇒ "[1=ab][2=]cd"
replace("abracadabra", ".*?", "$1") ⇒ null
replace("facetiously", "[iouy]", "[$0]") ⇒ "facet[i][o][u]sl[y]"
replace("0123456789", "(0)(1)(2)(3)(4)(5)(6)(7)(8)(9)", "$10") ⇒ "9"
replace("abc", "b", "$") ⇒ null
replace("abc", "[A-Z]", "#", "i") ⇒ "###"
replace("abc", "b", "x", "k") ⇒ null
replace(input: "abc", pattern: "b", replacement: "x") ⇒ "axc"
replace(null, "a", "b") ⇒ null
split("a;b;c;;", ";") ⇒ ["a", "b", "c", "", ""]
split("John Doe", "\\\\s") ⇒ ["John", "Doe"]
split("a|b", "[|]") ⇒ ["a", "b"]
split(null, ";") ⇒ null`)
})

test('strings are cut, joined and searched by character (table 77)', () => {
  agree(`
substring after("foobar", "") ⇒ "foobar"
substring after("foobar", "x") ⇒ ""
substring before("foobar", "") ⇒ ""
contains("foobar", "") ⇒ true
contains("foobar", null) ⇒ null
substring("\\U01F40Eab", 2) ⇒ "ab"
string length("\\U01F40Eab") ⇒ 3
substring("foobar", -2, 1) ⇒ "a"
substring("foobar", 0) ⇒ null
string join(["a", null, "c"], "-") ⇒ "a-c"
string join([]) ⇒ ""
string join("a", "b") ⇒ "a"
string join(["a", 1]) ⇒ null
lower case("ÀÉ") ⇒ "àé"`)
})

test('contexts are read, put together and changed by path (table 81)', () => {
  agree(`
get value({a: {b: 1}}, ["a", "b"]) ⇒ 1
get value({a: 1}, "b") ⇒ null
get value(null, "a") ⇒ null
get entries({}) ⇒ []
get entries({a: 1})[key = "a"].value ⇒ [1]
context put({x: 1}, "x", null) ⇒ {x: null}
context put({x: 1, y: {a: 0}}, ["y", "a"], 2) ⇒ {x: 1, y: {a: 2}}
context put({x: 1}, ["y", "a"], 2) ⇒ null
context put({x: 1}, [], 2) ⇒ null
context put({x: 1}, null, 2) ⇒ null
context merge([{x: 1, y: 0}, {y: 2}]) ⇒ {x: 1, y: 2}
context merge([]) ⇒ {}
context merge([{x: 1}, null]) ⇒ null
context([{key: "a", value: 1}, {key: "a", value: 2}]) ⇒ null
context([{key: "a"}]) ⇒ null`)
})

test('lists are counted, replaced and settled in three-valued logic (table 78)', () => {
  agree(`
all([]) ⇒ true
all([true, null]) ⇒ null
all([false, null]) ⇒ false
all(null) ⇒ null
all([0]) ⇒ null
list replace([2, 4, 7, 8], -1, 6) ⇒ [2, 4, 7, 6]
list replace([2, 4], 0, 6) ⇒ null
list replace([2, 4, 7, 8], function(item, newItem) item < newItem, 5) ⇒ [5, 5, 7, 8]
list replace([1], 1, null) ⇒ [null]
list replace([2, 4], null, 5) ⇒ null
concatenate([1], null) ⇒ null
concatenate(1, [2]) ⇒ [1, 2]
sum([1, null]) ⇒ null
max([1, "a"]) ⇒ null
mode([]) ⇒ []
sublist([1, 2, 3], 2, 5) ⇒ null
index of([1, 2, null], null) ⇒ [3]`)
})

test('numbers are rounded as asked and exact to 34 digits (table 79)', () => {
  agree(`
round half up(-5.5, 0) ⇒ -6
round half down(5.5, 0) ⇒ 5
round half down(1.126, 2) ⇒ 1.13
round half up(1.5) ⇒ null
ceiling(-1.56, 1) ⇒ -1.5
ceiling(1.56, null) ⇒ null
decimal(1.5, 0) ⇒ 2
decimal(0.5, 0) ⇒ 0
sqrt(-1) ⇒ null
even(-2) ⇒ true
even(2.5) ⇒ null
modulo(-12, 5) ⇒ 3
modulo(12, -5) ⇒ -3
modulo(10.1, 4.5) ⇒ 1.1
-5 ** 2 ⇒ 25
2 ** -1 ⇒ 0.5
0.1 + 0.2 = 0.3 ⇒ true
1 / 0 ⇒ null
number("1.000,50", ".", ",") ⇒ 1000.5
number("1,000", ",", ",") ⇒ null`)
})

test('dates, times and durations keep to the calendar (tables 74, 83)', () => {
  agree(`
day of week(date("2019-09-17")) ⇒ "Tuesday"
day of week("2019-09-17") ⇒ null
week of year(date(2003, 12, 29)) ⇒ 1
date("2024-01-31") + duration("P1M") ⇒ date("2024-02-29")
date("2024-02-29") + duration("P1Y") ⇒ date("2025-02-28")
date(2024, 2, 30) ⇒ null
years and months duration(date("2013-08-24"), date("2011-12-22")) ⇒ duration("-P1Y8M")
duration("-P1Y2M").months ⇒ -2
time("10:00:00") + duration("PT15H") ⇒ time("01:00:00")
duration("P1D") / duration("PT12H") ⇒ 2
is(time("12:00:00"), time("12:00:00Z")) ⇒ false
is(date("2012-12-25"), date and time("2012-12-25T00:00:00")) ⇒ false
is(1, 1.0) ⇒ true`)
})

test('conditions and comparisons of what has no order are null, never wrong (tables 50–53)', () => {
  agree(`
null between 1 and 2 ⇒ null
2 between 1 and "foo" ⇒ null
not(null) ⇒ null
not("foo") ⇒ null
1 = "1" ⇒ null
null = null ⇒ true
1 != null ⇒ true
"a" < 1 ⇒ null
false and null ⇒ false
true or null ⇒ true
true and null ⇒ null
1 in [] ⇒ false
range("[3..1]") ⇒ null
overlaps([1..5), [5..6]) ⇒ false
starts(1, [1..5]) ⇒ true
every x in [] satisfies false ⇒ true
some x in [] satisfies true ⇒ false`)
})
