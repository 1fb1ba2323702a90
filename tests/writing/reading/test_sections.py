"""Recipes, the points of a list and what a house says of itself are none of an article's running text."""

from __future__ import annotations

import pytest

from bot.writing.reading.clean import paragraphs

STORY = "<p>The loaf has been baked at the harbour since 1932, when no rye could be shipped.</p>"


@pytest.mark.parametrize(
    "recipe",
    [
        "<h2>Ingredients</h2><ul><li>500 g flour</li><li>1 tbsp of honey, warmed until it runs.</li></ul>"
        "<h2>Method</h2><p>Preheat the oven to 220C and mix the flour with the honey.</p>",
        "<p><b>Zutaten für 12 Stücke:</b></p><p>250 g Mehl<br>1 Ei</p><p>Den Ofen auf 180 Grad vorheizen.</p>",
        "<p>材料（4人分）</p><p>小麦粉 200g<br>卵 2個</p><p>オーブンを180度に温め、粉と卵を混ぜる。</p>",
        "<div class='wprm-recipe-container'><p>Preheat the oven to 220C and mix the flour with the honey.</p></div>",
        "<div><p itemprop='recipeInstructions'>Preheat the oven to 220C and mix the flour with the honey.</p></div>",
    ],
)
def test_of_a_recipe_the_story_before_it_is_read(recipe: str) -> None:
    assert paragraphs(STORY + recipe) == paragraphs(STORY)


def test_a_heading_of_ingredients_without_quantities_is_no_recipe() -> None:
    body = f"{STORY}<h2>Ingredients of a crisis</h2><p>The harbour lost its cranes first, and then its ships.</p>"
    assert len(paragraphs(body)) == 2


@pytest.mark.parametrize(
    "end",
    [
        "<p>About Harbour Cranes</p><p>Harbour Cranes plc is a leading provider of innovative lifting solutions.</p>",
        "<h3>Über die Hafenkran AG</h3><p>Die Hafenkran AG ist ein führender Anbieter von Hebelösungen.</p>",
        "<p><b>Sobre Grúas del Puerto:</b></p><p>Fundada en 1932, es una empresa líder en soluciones de elevación.</p>",
        "<p>Over Havenkranen</p><p>Havenkranen is een toonaangevende leverancier van hijsoplossingen.</p>",
        "<h2>关于港口起重机</h2><p>港口起重机公司是领先的起重解决方案提供商，在十四个国家设有分支机构。</p>",
    ],
)
def test_what_a_house_says_of_itself_below_its_news_is_not_read(end: str) -> None:
    assert paragraphs(STORY + end) == paragraphs(STORY)


def test_a_sentence_that_begins_with_about_ends_nothing() -> None:
    body = f"{STORY}<p>About Tom Roe nobody knew anything.</p><p>About 300 people came</p><p>They sang until noon.</p>"
    assert len(paragraphs(body)) == 3


def test_a_heading_that_begins_with_a_word_like_about_ends_nothing() -> None:
    body = f"{STORY}<h2>Over Niger</h2><p>The pilot lost height above the desert on Friday.</p>"
    assert len(paragraphs(body)) == 2


def test_a_point_of_a_list_is_not_read_without_the_head_to_which_it_belongs() -> None:
    points = (
        "<li><b>Il faro.</b> Costruito nel 1832, si visita solo di domenica.</li>"
        "<li><b>La corderia.</b> Qui si facevano le funi per tutta la costa.</li>"
        "<li><b>Il mercato</b>: Apre alle quattro del mattino.</li>"
    )
    assert paragraphs(f"<ul>{points}</ul>") == ()
    assert paragraphs(f"{STORY}<ul>{points}</ul>") == paragraphs(STORY)


def test_below_numbered_headings_nothing_is_read() -> None:
    points = (
        "<h2>1. Bondi</h2><p>Open all year, with lifeguards.</p><h2>2. Tama</h2><p>Closed since May, for sharks.</p>"
    )
    assert paragraphs(STORY + points) == paragraphs(STORY)


def test_the_numbers_of_paragraphs_are_no_part_of_their_sentences() -> None:
    body = "<p>1. Most zbudowano w 1932 roku.</p><p>2. Codziennie przejeżdża nim 4000 samochodów.</p>"
    assert paragraphs(body) == ("Most zbudowano w 1932 roku.", "Codziennie przejeżdża nim 4000 samochodów.")


@pytest.mark.parametrize(
    "body",
    [
        "<p>1. Mai 2026: Die Brücke wird gesperrt.</p><p>2. Mai 2026: Die Fähre fährt wieder.</p>",
        "<p>14. Der Tag beginnt früh im Hafen.</p><p>17. So viele Schiffe liegen hier.</p>",
        "<p><b>Berlin.</b> Der Rat tagt am Freitag noch einmal.</p><p>Er stimmt über die Brücke ab.</p>",
    ],
)
def test_a_date_or_a_number_that_does_not_count_stays(body: str) -> None:
    assert paragraphs(body)[0] in body.replace("<b>", "").replace("</b>", "")


def test_the_lines_of_a_live_blog_are_no_points_of_a_list() -> None:
    body = "".join(f"<p><b>{hour}:20 |</b> Rat Nummer {hour} spricht im Saal.</p>" for hour in (19, 18, 17))
    assert len(paragraphs(body)) == 3
