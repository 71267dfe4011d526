"""Moodle's grading worksheet is filled, and nothing else in it changes."""

from dataclasses import replace

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from nngrader.exporters import Exported, NotExported
from nngrader.exporters.moodle import OURS, _comment
from nngrader.results import Results
from nngrader.untrusted import for_csv
from tests import class_builders as classes
from tests.exporters.formats import content, exported

PRAISE = f"{OURS}15 of 15 points. Every criterion has full points: nothing to mend.</p>"
QUOTED = '"' + PRAISE.replace('"', '""') + '"'
ENGLISH = (
    "\ufeffIdentifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,"
    "Last modified (submission),Last modified (grade),Feedback comments\r\n"
    'Participant 901,Émile Zola,s001@uni.example,Submitted,,15.00,Yes,"Friday, 1 January",-,\r\n'
    'Participant 902,Grace Hopper,s002@uni.example,Submitted,4.00,15.00,Yes,"Friday, 1 January",-,\r\n'
    "Participant 903,Emmy Noether,en@uni.example,No submission,,15.00,Yes,-,-,\r\n"
)
GERMAN = (
    "ID,Vollständiger Name,ID-Nummer,E-Mail-Adresse,Status,Bewertung,Bestwertung,"
    "Bewertung kann geändert werden,Zuletzt geändert (Abgabe),Zuletzt geändert (Bewertung),"
    "Feedback als Kommentar\r\n"
    'Teilnehmer/in901,Émile Zola,s001,e@x,Zur Bewertung abgegeben,,"15,00",Ja,-,-,\r\n'
    'Teilnehmer/in902,Grace Hopper,s002,g@x,Zur Bewertung abgegeben,,"15,00",Nein,-,-,\r\n'
)
FRENCH = (
    "Identifiant,Nom complet,Adresse de courriel,Statut,Note,Note maximale,"
    "La note peut être modifiée,Dernière modification (travail remis),"
    "Dernière modification (note),Feedback par commentaires\n"
    'Participant 901,Émile Zola,s001@uni.example,Remis,,"15,00",Oui,-,-,\n'
    'Participant 902,Grace Hopper,s002@uni.example,Remis,,"15,00",Non,-,-,\n'
)
SPANISH = (
    '"Identificador","Nombre completo","Dirección de correo","Estado","Calificación",'
    '"Calificación máxima","La calificación puede ser cambiada","Última modificación (entrega)",'
    '"Última modificación (calificación)","Comentarios de retroalimentación"\n'
    '"Participante 901","Émile Zola","s001@uni.example","Enviado","","15,00","Sí","-","-",""\n'
    '"Participante 902","Grace Hopper","s002@uni.example","Enviado","","15,00","No","-","-",""\n'
)
CATALAN = (
    "Identificador,Nom complet,Adreça electrònica,Estat,Qualificació,Qualificació màxima,"
    "La qualificació es pot canviar,Darrera modificació (tramesa),Darrera modificació (qualificació)\n"
    'Participant 901,Émile Zola,s001@uni.example,Tramés,,"15,00",Sí,-,-\n'
    'Participant 902,Grace Hopper,s002@uni.example,Tramés,,"15,00",No,-,-\n'
)


def fill(text: str = ENGLISH, made: Results | None = None) -> Exported:
    return exported("moodle", made or classes.results(2), into=text.encode())


def test_grade_and_comment_are_filled_and_every_other_byte_stays() -> None:
    made = fill()

    expected = ENGLISH.replace("Submitted,,", "Submitted,15.00,").replace(
        "Submitted,4.00,", "Submitted,15.00,"
    )
    expected = expected.replace('January",-,\r\n', f'January",-,{QUOTED}\r\n')
    assert content(made) == expected
    assert made.notes == (
        "2 grades go into the column “Grade”.",
        "1 other score was replaced: Grace Hopper (4.00, now 15.00).",
        "1 row is not among the results and stayed as before: Emmy Noether.",
    )


def test_a_second_export_changes_nothing() -> None:
    once = content(fill())

    assert content(fill(once)) == once


@pytest.mark.parametrize(
    ("text", "grade"),
    [(GERMAN, "Bewertung"), (FRENCH, "Note"), (SPANISH, "Calificación"), (CATALAN, "Qualificació")],
    ids="German French Spanish Catalan".split(),
)
def test_other_languages_write_a_decimal_comma_and_lock_grades(text: str, grade: str) -> None:
    made = fill(text)

    first, second = content(made).splitlines()[1:3]
    assert first.count('"15,00"') == 2
    assert second == text.splitlines()[2]
    assert made.notes[0] == f"1 grade goes into the column “{grade}”."
    assert "Moodle says that these grades cannot be changed: Grace Hopper." in made.notes


def test_a_worksheet_without_comments_gets_none() -> None:
    assert "The worksheet has no column for feedback comments, so none were written." in (
        fill(CATALAN).notes
    )


def test_a_worksheet_of_a_language_nobody_knows_is_read_by_what_stands_in_it() -> None:
    text = (
        "標識,全名,學號,電郵,狀態,分數,滿分,可改,最後,回饋\n"
        "參與者 901,Émile Zola,4711,s001@uni.example,交,,20.00,是,-,\n"
    )

    assert content(fill(text, classes.results(1))) == text.replace("交,,20.00", "交,20.00,20.00")


def test_an_identifier_of_moodle_is_the_surest_sign() -> None:
    student = classes.student(1, name="", email="", other_ids={"moodle": "901"})
    made = fill(made=classes.results(results=(classes.result(1, student=student),)))

    assert "s001@uni.example,Submitted,15.00,15.00" in content(made)


@pytest.mark.parametrize("addresses", [True, False])
def test_the_worksheet_of_an_earlier_assignment_is_filled_as_well(*, addresses: bool) -> None:
    """A gradebook of two assignments knows the numbers of the later one: 951 and 952."""
    names = {1: "Émile Zola", 2: "Grace Hopper"}
    class_ = tuple(
        classes.result(n, student=classes.student(n, name=name, other_ids={"moodle": f"95{n}"}))
        for n, name in names.items()
    )
    earlier = ENGLISH if addresses else ENGLISH.replace("@uni.example", "").replace("en,", ",")
    later = earlier.replace("Participant 90", "Participant 95")

    for worksheet in (earlier, later):
        made = fill(worksheet, classes.results(results=class_))
        assert made.notes[0] == "2 grades go into the column “Grade”."
        assert content(made).count(QUOTED) == 2


def test_a_number_of_one_student_beside_the_name_of_another_is_told() -> None:
    one = classes.student(1, name="Émile Zola", other_ids={"moodle": "902"})
    two = classes.student(2, name="Grace Hopper")
    class_ = tuple(classes.result(n, student=who) for n, who in ((1, one), (2, two)))

    made = fill(made=classes.results(results=class_))

    assert 'Grace Hopper,s002@uni.example,Submitted,4.00,15.00,Yes,"Friday' in content(made)
    assert made.notes == (
        "1 grade goes into the column “Grade”.",
        "1 row is not among the results and stayed as before: Emmy Noether.",
        "1 row fits several students and stayed as before: Grace Hopper.",
        "1 student has a score and no row: Grace Hopper (s002).",
    )


def test_another_maximum_scales_the_grades_and_it_is_said() -> None:
    partly = classes.attempt(criteria=classes.criteria(5))

    made = fill(
        ENGLISH.replace("15.00", "100.00"), classes.results(results=(classes.result(1, partly),))
    )

    assert "Submitted,66.67,100.00" in content(made)
    assert made.notes[1] == "Moodle gives 100 points for it and the rubric 15: grades are scaled."


def test_a_comment_of_the_teacher_s_own_stays_and_one_of_ours_is_renewed() -> None:
    text = ENGLISH.replace('January",-,', 'January",-,See me.', 1)
    made = fill(text)

    assert ",See me.\r\n" in content(made)
    assert made.notes[2] == "These have a comment of your own, and it stayed: Émile Zola."
    older = content(fill()).replace("15 of 15 points.", "3 of 15 points.")
    assert content(fill(older)) == content(fill())


def test_who_handed_in_nothing_keeps_grade_and_comment() -> None:
    made = fill(made=classes.results(results=(classes.result(1), classes.missing(2))))

    assert 'Submitted,4.00,15.00,Yes,"Friday, 1 January",-,\r\n' in content(made)


@pytest.mark.parametrize(
    "text",
    [
        "Name,Grade\nAda,3\n",
        ENGLISH.replace("Maximum Grade", "Scale").replace("15.00", "Good"),
        ENGLISH.replace("Participant 90", "Somebody ").replace("Somebody 1", "Ada"),
    ],
    ids="other-table scale no-participants".split(),
)
def test_what_is_no_worksheet_with_points_is_told(text: str) -> None:
    with pytest.raises(NotExported) as caught:
        fill(text)

    assert str(caught.value) == (
        "This is not a grading worksheet with points of Moodle: there is no participant, grade or "
        "maximum grade in it. Give the grading worksheet as Moodle gives it (Submissions, Download "
        "grading worksheet); the feedback type “Offline grading worksheet” must be on, and the "
        "grade be points."
    )


TEXT = st.text(st.sampled_from("ab <>&\"'=+-@;＝⁺－\u200c\t\n."), max_size=30)


@settings(max_examples=150, deadline=None)
@drawn(TEXT)
def test_no_comment_is_a_formula_or_a_tag(text: str) -> None:
    made = classes.result(1, classes.attempt(first_step=text))

    comment = _comment(made)

    assert for_csv(comment) == comment
    assert comment.count("<") == 2


def test_what_is_late_is_said_in_the_comment() -> None:
    late = classes.result(1)
    assert late.standing is not None
    late = replace(
        late,
        standing=replace(late.standing, final=12.0, penalty=3.0, because="2 days late: 3 points."),
    )

    assert _comment(late) == (
        f"{OURS}12 of 15 points. 2 days late: 3 points. Every criterion has full points: nothing "
        "to mend.</p>"
    )


def test_bonus_points_end_at_the_maximum_that_moodle_takes() -> None:
    more = classes.result(1)
    assert more.standing is not None
    more = replace(more, standing=replace(more.standing, final=16.5))

    made = fill(made=classes.results(results=(more,)))

    assert "s001@uni.example,Submitted,15.00,15.00" in content(made)
